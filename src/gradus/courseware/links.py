"""What an address in the author's text means: a file, another block, or a page elsewhere."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from gradus.courseware.course import Course
from gradus.courseware.markup import BLOCK, STATIC, scheme_and_host

FILES: Final = (
    re.compile(r"/?static/(?P<name>.+)"),
    re.compile(r"/?asset-v1:[^@]+\+type@asset\+block(?:@|/)(?P<name>.+)"),
    re.compile(r"/?c4x/[^/]+/[^/]+/asset/(?P<name>.+)"),
)
BLOCKS: Final = (
    re.compile(r"/jump_to_id/(?P<name>[^/]+)/?"),
    re.compile(r"/courses/[^/]+/jump_to_id/(?P<name>[^/]+)/?"),
    re.compile(r"/courses/[^/]+/jump_to/.*\+block@(?P<name>[^/]+)/?"),
    re.compile(r"/jump_to/.*[@/](?P<name>[^/@]+)/?"),
)
COURSE: Final = re.compile(r"/courses?(?:/.*)?")
OUTSIDE: Final = frozenset({"http", "https", "mailto", "tel"})
LOOSE: Final = re.compile(r"[^\w.%~-]")


@dataclass(slots=True)
class Links:
    """Turns a course's addresses into neutral ones, and remembers those that lead nowhere."""

    course: Course
    broken: list[str] = field(default_factory=list)

    def __call__(self, address: str) -> str | None:
        """The neutral address; None where there is nothing to link to."""
        if address.startswith("//"):
            address = f"https:{address}"
        if scheme_and_host(address)[0] in OUTSIDE:
            return address
        path, mark, rest = _split(unquote(address))
        found = self.file(path) or self.block(path)
        if found is None:
            if not COURSE.fullmatch(path):
                self.broken.append(address)
            return None
        return f"{found}{mark}{quote(rest, safe='=&')}"

    def file(self, path: str) -> str | None:
        """The neutral address of a file under `static/`."""
        for form in FILES:
            if match := form.fullmatch(path):
                name = asset_name(self.course, match["name"])
                return None if name is None else STATIC + quote(name)
        return None

    def block(self, path: str) -> str | None:
        for form in BLOCKS:
            if match := form.fullmatch(path):
                key = _key_named(self.course, match["name"])
                return None if key is None else BLOCK + quote(key)
        return None


def asset_name(course: Course, written: str) -> str | None:
    """The file meant by a name in which spaces and brackets may have become `_`."""
    if written in course.assets:
        return written
    return course.loose_assets.get(LOOSE.sub("_", written))


def _key_named(course: Course, name: str) -> str | None:
    if name in course.blocks:
        return name
    return next((block.key for block in course.root.walk() if block.name == name), None)


def _split(address: str) -> tuple[str, str, str]:
    """Path, "#" or "", and what follows it; a query is dropped."""
    path, mark, fragment = address.partition("#")
    return path.partition("?")[0], mark, fragment
