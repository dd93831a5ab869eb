"""What `gradus load` does with a path, and what it says about it."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from gradus.catalog.actions.courses import Imported, import_course
from gradus.catalog.actions.programs import publish_institutions, publish_program
from gradus.lib.faults import Fault, Faulty
from gradus.lib.terms import Json
from gradus.pathways.actions import check_degree, publish_agreement

Say = Callable[[str], None]
DOCUMENTS: Final = frozenset({".yaml", ".yml", ".json"})
FORMAT: Final = re.compile(r'^[{\s]*"?format"?\s*:\s*["\']?([\w./-]+)', re.MULTILINE)
PACKAGES: Final = (".tar.gz", ".tgz", ".tar", ".zip")
SHOWN: Final = 12


def load(path: Path, *, now: datetime, tell: Say, say: Say) -> None:
    """Load what lies at `path`: `tell` hears about progress, `say` the outcome."""
    for found in things_at(path):
        if found.suffix in DOCUMENTS:
            say(_load_document(found, now))
        else:
            say(words_about(import_course(source=found, now=now, tell=tell)))


def things_at(path: Path) -> Iterator[Path]:
    """Courses and documents at a path, in the order in which they need each other."""
    if not path.is_dir() or (path / "course.xml").exists():
        yield path
        return
    documents = [
        *path.glob("institutions.yaml"),
        *sorted(path.glob("programs/*/program.yaml")),
        *path.glob("program.yaml"),
    ]
    last = [
        *sorted(path.glob("programs/*/agreements/*.yaml")),
        *sorted(path.glob("agreements/*.yaml")),
    ]
    courses = sorted(
        [course.parent for course in path.glob("courses/*/course.xml")]
        + [course for end in PACKAGES for course in path.glob(f"courses/*{end}")]
    )
    if documents or last or courses:
        yield from (*documents, *courses, *last)
    else:
        yield path


def _load_document(path: Path, now: datetime) -> str:
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        fault = Fault(str(path), 0, 0, "This is not UTF-8 text.", "Save the file as UTF-8.")
        raise Faulty([fault]) from None
    found = FORMAT.search(text)
    publish = PUBLISHERS.get(found[1] if found else "")
    if publish is None:
        known = ", ".join(PUBLISHERS)
        what = f"Its format is {found[1]!r}." if found else "It does not say what it is."
        line = text[: found.start(1)].count("\n") + 1 if found else 1
        raise Faulty([Fault(str(path), line, 0, what, f"Write `format:` and one of {known}.")])
    return publish(text, str(path), now)


def _program(text: str, source: str, now: datetime) -> str:
    version = publish_program(text=text, source=source, now=now)
    if version.published_at == now:
        return f"Published: program {version.title}, version {version.number}."
    return f"Nothing changed: program {version.title} is version {version.number} already."


def _institutions(text: str, source: str, _now: datetime) -> str:
    names = [each.name for each in publish_institutions(text=text, source=source)]
    return f"Institutions: {', '.join(names)}."


def _agreement(text: str, source: str, now: datetime) -> str:
    """An agreement stands beside the degree that receives: X.yaml and X.degree.yaml."""
    degree = Path(source).with_suffix(".degree.yaml")
    if not degree.exists():
        what = f"The degree that receives is missing: {degree.name}."
        raise Faulty([Fault(source, 1, 0, what, "Put it beside the agreement.")])
    version = publish_agreement(
        text=text,
        source=source,
        degree_text=degree.read_text("utf-8"),
        degree_source=str(degree),
        now=now,
    )
    name = f"agreement {version.agreement.slug}, edition {version.label}"
    if version.published_at == now:
        return f"Published: {name}."
    return f"Nothing changed: {name} is published already."


def _degree(text: str, source: str, _now: datetime) -> str:
    degree = check_degree(text=text, source=source)
    return f"Checked: degree {degree.title}; it is published with its agreement."


PUBLISHERS: Final[Mapping[str, Callable[[str, str, datetime], str]]] = {
    "gradus.program/1": _program,
    "gradus.institutions/1": _institutions,
    "gradus.agreement/1": _agreement,
    "gradus.degree/1": _degree,
}


def words_about(imported: Imported) -> str:
    """The outcome of an import, with its report."""
    content = imported.content
    name = f"{content.title} ({content.course_key}), content {content.sha256[:12]}"
    if not imported.new and not imported.replaced:
        return f"Nothing changed: {name} is loaded already."
    lines = [f"Loaded: {name}."]
    if imported.changes is not None:
        lines.append(f"  It replaces an earlier version: {imported.changes}.")
    lines.append(f"  The run {imported.run.key} shows it; learners enter it at")
    lines.append(f"  {settings.ORIGIN}/learn/runs/{imported.run.uuid}/enrol/")
    return "\n".join([*lines, *_report_lines(content.report)])


def _report_lines(report: Mapping[str, Json]) -> Iterator[str]:
    counts = report["counts"]
    if isinstance(counts, Mapping):
        kinds = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"  {report['blocks']} blocks: {kinds}."
    if report["shown"] == report["blocks"]:
        yield f"  All of them are shown, on {report['units']} pages."
    else:
        yield f"  {report['shown']} are shown, on {report['units']} pages; the others stand below."
    if report["drafts"]:
        yield f"  {report['drafts']} draft files are ignored."
    lists = report["lists"]
    for words, items in lists.items() if isinstance(lists, Mapping) else ():
        if isinstance(items, list) and items:
            yield f"  {words} ({len(items)}):"
            yield from (f"    {_item(item)}" for item in items[:SHOWN])
            if len(items) > SHOWN:
                yield f"    … and {len(items) - SHOWN} more"


def _item(item: Mapping[str, str]) -> str:
    unit = f" (in “{item['unit']}”)" if item["unit"] else ""
    return f"{item['place']}: {item['what']}{unit}"
