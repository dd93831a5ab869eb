"""Read an unpacked OLX folder into a `Course`; nothing in it stops the reading.

Source: OLX layout, https://docs.openedx.org/en/latest/educators/olx/directory-structure.html,
and the older forms found in public courses. What is wrong is reported and read around.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from gradus.courseware.course import Asset, Course
from gradus.courseware.olx import fields
from gradus.courseware.olx.files import Files
from gradus.courseware.olx.tree import Tree
from gradus.courseware.olx.xml import line_of, parse
from gradus.lib.faults import Fault, Faulty
from gradus.lib.terms import Json

NO_ROOT: Final = "Export the course again."
PAGES: Final = ("about/", "info/", "tabs/")


def read_course(folder: Path, *, sha256: str) -> Course:
    """The course in `folder`, whose `course.xml` stands at its top."""
    files = Files.under(folder)
    reading = _Reading(files)
    return reading.course(sha256)


@dataclass(slots=True)
class _Reading:
    files: Files
    faults: list[Fault] = field(default_factory=list)

    def course(self, sha256: str) -> Course:
        pointer = self.parsed("course.xml")
        run = pointer.get("url_name") or pointer.get("semester") or ""
        root = self.root(pointer, run)
        run = run or root.get("url_name") or root.get("semester") or "course"
        policy = self.policy(run)
        tree = Tree(self.files, policy, self.faults)
        block = tree.course(root, name=run, path=root.base or "course.xml")
        org = pointer.get("org") or root.get("org") or "unknown"
        number = pointer.get("course") or root.get("course") or root.get("number") or "unknown"
        return Course(
            key=f"course-v1:{org}+{number}+{run}",
            org=org,
            number=number,
            run=run,
            title=block.title if block.title != run else f"{org} {number}",
            sha256=sha256,
            folder=self.files.folder,
            root=block,
            grading=self.data(f"policies/{run}/grading_policy.json", "grading_policy.json"),
            assets=self.assets(),
            faults=tuple(self.faults),
            drafts=sum(path.startswith("drafts/") for path in self.files.paths),
            unused=tree.unused(),
            pages={path: self.files.text(path) for path in self.files.paths if _is_page(path)},
        )

    def parsed(self, path: str) -> etree._Element:
        parsed = parse(self.files.read(path), path=path)
        self.faults += parsed.faults
        if parsed.root is None:
            raise Faulty(parsed.faults)
        return parsed.root

    def root(self, pointer: etree._Element, run: str) -> etree._Element:
        """The element that holds the chapters: in `course/RUN.xml`, or in `course.xml` itself."""
        if pointer.tag != "course":
            what = f"course.xml holds <{pointer.tag}>, not <course>."
            raise Faulty([Fault("course.xml", line_of(pointer), 0, what, NO_ROOT)])
        for path in (f"course/{run}.xml", f"roots/{run}.xml"):
            if path in self.files.paths and len(pointer) == 0:
                found = self.parsed(path)
                found.base = path
                if found.tag == "course":
                    return found
        pointer.base = "course.xml"
        return pointer

    def policy(self, run: str) -> Mapping[str, Mapping[str, Json]]:
        data = self.data(f"policies/{run}/policy.json", f"policies/{run}.json")
        if not isinstance(data, Mapping):
            return {}
        return {name: entry for name, entry in data.items() if isinstance(entry, Mapping)}

    def data(self, *paths: str) -> Json:
        """The JSON of the first of these files that is there; None without one."""
        path = next((path for path in paths if path in self.files.paths), None)
        if path is None:
            return None
        try:
            value: Json = json.loads(self.files.text(path))
        except json.JSONDecodeError as error:
            what = f"This is not JSON: {error.msg}."
            self.faults.append(Fault(path, error.lineno, error.colno, what, "Correct it here."))
        except (RecursionError, ValueError):
            self.faults.append(Fault(path, 0, 0, "This JSON cannot be read.", "Write it flatter."))
        else:
            return value
        return None

    def assets(self) -> Mapping[str, Asset]:
        """The files under `static/` by their path below it."""
        about = self.data("policies/assets.json")
        known = about if isinstance(about, Mapping) else {}
        found = {}
        for path in self.files.paths:
            if path.startswith("static/"):
                name = path.removeprefix("static/")
                entry = known.get(name)
                locked = isinstance(entry, Mapping) and _is_true(entry.get("locked"))
                found[name] = Asset(path, self.files.sizes[path], locked)
        return found


def _is_page(path: str) -> bool:
    return path.startswith(PAGES) and path.endswith(".html")


def _is_true(raw: Json) -> bool:
    try:
        return fields.boolean(raw) is True
    except fields.Unreadable:
        return False
