"""The files of one unpacked course. A path that authors wrote finds a listed file or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Files:
    """Relative paths with sizes. Links are not followed and never listed."""

    folder: Path
    sizes: Mapping[str, int]

    @classmethod
    def under(cls, folder: Path) -> "Files":
        found = sorted(path for path in folder.rglob("*") if path.is_file())
        return cls(
            folder,
            {
                path.relative_to(folder).as_posix(): path.stat().st_size
                for path in found
                if not path.is_symlink()
            },
        )

    @property
    def paths(self) -> Mapping[str, int]:
        return self.sizes

    def read(self, path: str) -> bytes:
        """The bytes of a listed file, or `KeyError`."""
        self.sizes[path]
        return (self.folder / path).read_bytes()

    def text(self, path: str) -> str:
        """A listed file as text; bytes that are not UTF-8 become the replacement mark."""
        return self.read(path).decode("utf-8-sig", errors="replace")
