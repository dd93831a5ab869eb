"""Unpack a course package into an empty folder, or refuse it whole and name the member.

An archive may be hostile: no member may stand outside the folder, be a link or a device, meet
another one under case or Unicode folding, or be larger than the limits. Bytes are counted while
they are written; sizes that the archive claims are not believed.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NoReturn

from gradus.courseware.olx.members import CHUNK, Damaged, Member, members_of
from gradus.lib.faults import Fault, Faulty

JUNK_FOLDERS: Final = frozenset({"__MACOSX", ".git"})
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
DRIVE: Final = re.compile(r"[A-Za-z]:")
TOLD_EVERY: Final = 1000
NAME_BYTES: Final = 255
PATH_LETTERS: Final = 1024

Tell = Callable[[str], None]
"""Takes one line about what is being done."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a package may cost. The ratio is judged only above `ratio_floor` bytes."""

    members: int = 50_000
    member_bytes: int = 512 * 1024 * 1024
    total_bytes: int = 2 * 1024 * 1024 * 1024
    ratio: int = 100
    ratio_floor: int = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file of the course: path from the course's root, size and SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A course's files as they now stand under `root`."""

    root: Path
    files: tuple[File, ...]
    skipped: int
    """System files left out: AppleDouble, .DS_Store, .git …"""
    outside: int
    """Files beside the course's root, left out."""

    @property
    def sha256(self) -> str:
        return fingerprint(self.files)


def fingerprint(files: Iterable[File]) -> str:
    """The name of a content version: SHA-256 over the sorted list of `hash  path` lines."""
    manifest = "".join(f"{file.sha256}  {file.path}\n" for file in sorted(files))
    return hashlib.sha256(manifest.encode()).hexdigest()


def unpack(
    source: Path, into: Path, *, limits: Limits = Limits(), tell: Tell = lambda _line: None
) -> Unpacked:
    """Write the package's files under `into` (an empty folder) and find the course in it."""
    if not source.exists():
        raise Faulty([Fault(str(source), 0, 0, "There is no such file.", "Check the path.")])
    packed = None if source.is_dir() else source.stat().st_size
    unpacking = _Unpacking(source, into, limits, packed)
    try:
        with members_of(source) as members:
            for number, member in enumerate(members, start=1):
                unpacking.take(member)
                if number % TOLD_EVERY == 0:
                    tell(f"{number:,} files, {unpacking.total / 1_000_000:,.1f} MB so far")
    except Damaged as error:
        unpacking.refuse(f"The archive is damaged: {error}.", "Export the course again.")
    return unpacking.finished()


@dataclass(slots=True)
class _Unpacking:
    source: Path
    into: Path
    limits: Limits
    packed: int | None
    files: dict[str, File] = field(default_factory=dict)
    folded: dict[str, str] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    members: int = 0
    skipped: int = 0
    total: int = 0

    def refuse(self, what: str, remedy: str) -> NoReturn:
        raise Faulty([Fault(self.source.name, 0, 0, what, remedy)])

    def take(self, member: Member) -> None:
        self.members += 1
        if self.members > self.limits.members:
            what = f"It holds more than {self.limits.members:,} members."
            self.refuse(what, "Leave out what the course does not use.")
        path = self.safe_path(member.name)
        if not path or member.kind == "folder":
            return
        if _is_junk(path):
            self.skipped += 1
            return
        if member.kind != "file":
            what = f"The member {member.name!r} is {member.kind}."
            self.refuse(what, "Put the file itself in its place.")
        self.claim(path, member.name)
        self.files[path] = self.write(path, member)

    def safe_path(self, name: str) -> str:
        """The path below the folder that a member's name means, or a refusal."""
        path = unicodedata.normalize("NFC", name)
        parts = [part for part in path.split("/") if part not in {"", "."}]
        if (why := _unsafe(path, parts)) is not None:
            self.refuse(f"The member {name!r} {why}.", "Pack the course folder again, by itself.")
        return "/".join(parts)

    def claim(self, path: str, name: str) -> None:
        """Refuse two members that would be one file on some computer."""
        folded = _fold(path)
        parents = {folded[:at] for at in range(len(folded)) if folded[at] == "/"}
        rival = self.folded.get(folded) or next(
            (self.folded[parent] for parent in parents if parent in self.folded), None
        )
        if rival is None and folded in self.folders:
            rival = f"the folder {path}"
        if rival is not None:
            what = f"The member {name!r} collides with {rival!r}."
            self.refuse(what, "Rename one of them.")
        self.folded[folded] = path
        self.folders |= parents

    def write(self, path: str, member: Member) -> File:
        target = self.into / path
        target.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with member.opened() as reader, target.open("xb") as writer:
            while chunk := reader.read(CHUNK):
                size += len(chunk)
                self.total += len(chunk)
                self.check_size(member, size)
                digest.update(chunk)
                writer.write(chunk)
        return File(path, size, digest.hexdigest())

    def check_size(self, member: Member, size: int) -> None:
        limits = self.limits
        if size > limits.member_bytes:
            what = f"The member {member.name!r} is larger than {limits.member_bytes:,} bytes."
            self.refuse(what, "Keep long videos on a video service.")
        if self.total > limits.total_bytes:
            what = f"At {member.name!r} it passes {limits.total_bytes:,} bytes."
            self.refuse(what, "Leave out what the course does not use.")
        if self.packed and self.total > max(limits.ratio_floor, self.packed * limits.ratio):
            what = f"At {member.name!r} it has grown more than {limits.ratio} times."
            self.refuse(what, "Look at that member: it is packed far too well to be honest.")

    def finished(self) -> Unpacked:
        prefix = self.prefix()
        inside = {path: file for path, file in self.files.items() if path.startswith(prefix)}
        return Unpacked(
            root=self.into / prefix,
            files=tuple(
                sorted(
                    File(path.removeprefix(prefix), file.size, file.sha256)
                    for path, file in inside.items()
                )
            ),
            skipped=self.skipped,
            outside=len(self.files) - len(inside),
        )

    def prefix(self) -> str:
        """The shallowest folder that holds `course.xml`, with its slash; "" is the top."""
        found = [path for path in self.files if path.rsplit("/", 1)[-1] == "course.xml"]
        if not found:
            self.refuse(*_no_course(self.files))
        least = min(path.count("/") for path in found)
        shallow = sorted(path for path in found if path.count("/") == least)
        if len(shallow) > 1:
            what = f"It holds several courses: {', '.join(shallow)}."
            self.refuse(what, "Load them one by one.")
        return shallow[0].removesuffix("course.xml")


def _unsafe(path: str, parts: list[str]) -> str | None:
    """Why a member's name may not be used, in words that follow the name."""
    reasons = (
        (path.startswith("/") or DRIVE.match(path), "has an absolute path"),
        (".." in parts, "points outside the course with '..'"),
        ("\\" in path or CONTROL.search(path), "has a backslash or a control character"),
        (SURROGATE.search(path), "has a name that is not UTF-8"),
        (_too_long(path, parts), "has too long a name"),
    )
    return next((why for unsafe, why in reasons if unsafe), None)


def _too_long(path: str, parts: list[str]) -> bool:
    sizes = [len(part.encode(errors="replace")) for part in parts]
    return len(path) > PATH_LETTERS or max(sizes, default=0) > NAME_BYTES


def _is_junk(path: str) -> bool:
    parts = path.split("/")
    name = parts[-1]
    return name.startswith("._") or name == ".DS_Store" or not JUNK_FOLDERS.isdisjoint(parts)


def _fold(path: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())


def _no_course(files: Iterable[str]) -> tuple[str, str]:
    names = {path.rsplit("/", 1)[-1] for path in files}
    if names & {"library.xml", "package.toml"}:
        return "It is a library package, not a course.", "Load the course that uses it."
    return "It holds no course.xml.", "Give an OLX folder, or its .tar.gz, .tar or .zip."
