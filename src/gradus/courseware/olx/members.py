"""What a course package holds, one member after another: from a folder, a zip or a tar file.

Nothing is extracted by the archive libraries themselves: they name members and hand out bytes.
"""

import gzip
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, cast

HEADER_READ = 1024 * 1024
CHUNK = 64 * 1024
BLOCK = 512
ENCRYPTED = 0x1
UNREADABLE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    gzip.BadGzipFile,
    EOFError,
    NotImplementedError,
)


class Damaged(Exception):
    """The archive cannot be read to its end; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Member:
    """One entry: its name as written, what it is, and its bytes."""

    name: str
    kind: str
    """"file", "folder", or in words what else it is: a link, a device …"""
    opened: Callable[[], IO[bytes]]


@contextmanager
def members_of(source: Path) -> Iterator[Iterator[Member]]:
    """The members of the package at `source`, to be read in order, each once."""
    try:
        if source.is_dir():
            yield _in_folder(source)
        elif _magic(source).startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(source) as archive:
                yield _in_zip(archive)
        elif _magic(source).startswith(b"\x1f\x8b"):
            with gzip.open(source) as unzipped:
                yield _in_tar(unzipped)
        else:
            with source.open("rb") as plain:
                yield _in_tar(plain)
    except UNREADABLE as error:
        raise Damaged(str(error) or "it ends too early") from None


def _magic(source: Path) -> bytes:
    with source.open("rb") as file:
        return file.read(4)


def _in_folder(folder: Path) -> Iterator[Member]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(folders + files):
            path = Path(place) / name
            mode = path.lstat().st_mode
            relative = path.relative_to(folder).as_posix()
            yield Member(relative, _kind(mode), partial(_opened, path))
        folders[:] = [name for name in folders if name not in {".git", "__MACOSX"}]


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _kind(mode: int) -> str:
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    return "a link" if stat.S_ISLNK(mode) else "a device or pipe"


def _in_zip(archive: zipfile.ZipFile) -> Iterator[Member]:
    for info in archive.infolist():
        mode = info.external_attr >> 16
        if info.is_dir():
            kind = "folder"
        elif info.flag_bits & ENCRYPTED:
            kind = "encrypted"
        else:
            kind = _kind(mode) if stat.S_IFMT(mode) else "file"
        yield Member(info.filename, kind, partial(archive.open, info))


def _in_tar(file: BinaryIO | gzip.GzipFile) -> Iterator[Member]:
    source = _Forward(file)
    with tarfile.open(fileobj=cast("IO[bytes]", source), mode="r:") as archive:
        for info in archive:
            yield Member(info.name, _tar_kind(info), partial(_tar_bytes, archive, info))
    if any(source.last) or 0 < len(source.last) < BLOCK:
        raise Damaged("it ends in the middle of a member")


def _tar_kind(info: tarfile.TarInfo) -> str:
    if info.isdir():
        return "folder"
    if info.isfile() and not info.issparse():
        return "file"
    return "a link" if info.issym() or info.islnk() else "a device, pipe or sparse file"


def _tar_bytes(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    opened = archive.extractfile(info)
    if opened is None:
        raise Damaged(f"{info.name} has no content")
    return opened


class _Forward:
    """A file that is only read forward, and never in one big gulp.

    tarfile reads a member's extended header in one piece, however long the archive says it is;
    this refuses before memory is spent.
    """

    def __init__(self, file: BinaryIO | gzip.GzipFile) -> None:
        self.file = file
        self.position = 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= HEADER_READ:
            raise Damaged("a member's header is too long")
        self.last = self.file.read(size)
        self.position += len(self.last)
        return self.last

    def seek(self, position: int) -> None:
        if position < self.position:
            raise Damaged("its members overlap")
        while self.position < position:
            if not self.read(min(CHUNK, position - self.position)):
                raise Damaged("it ends in the middle of a member")

    def tell(self) -> int:
        return self.position
