"""A course is taken in whole or not at all, and the same content is one version."""

import os
import tarfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from gradus.catalog.actions.courses import _keep, import_course
from gradus.catalog.models import ContentVersion, Course, CourseRun
from gradus.catalog.queries.courses import course_of, folder_of
from gradus.lib.faults import Faulty
from tests.courseware.made import POINTER, files

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
WHOLE = (
    '<course display_name="Ways" start="2027-01-01" end="2028-01-01" self_paced="true">'
    '<chapter url_name="c"><sequential url_name="s"><vertical url_name="v">'
    '<html url_name="h">{text}</html></vertical></sequential></chapter></course>'
)


@pytest.fixture(autouse=True)
def stored(settings: Settings, tmp_path: Path) -> Path:
    settings.CONTENT_ROOT = tmp_path / "stored"
    return tmp_path / "stored"


def a_course(folder: Path, text: str = "Hello") -> Path:
    return files(folder, {"course/R.xml": WHOLE.format(text=text), "static/a.txt": "a"})


def test_a_course_comes_with_its_run_and_its_files(tmp_path: Path, stored: Path) -> None:
    imported = import_course(source=a_course(tmp_path / "c"), now=NOW)
    assert (imported.new, imported.replaced, imported.changes) == (True, True, None)
    run = CourseRun.objects.get()
    assert (run.key, run.course.key, run.course.title) == ("course-v1:O+C+R", "O+C", "Ways")
    assert (run.starts_at, run.ends_at) == (None, datetime(2028, 1, 1, tzinfo=UTC))
    assert run.content == imported.content
    assert imported.content.report["accounted"] is True
    assert course_of(imported.content).block("h").body == "Hello"
    assert [path.name for path in stored.iterdir()] == [imported.content.sha256]


def test_the_same_content_twice_is_one_version(tmp_path: Path) -> None:
    first = import_course(source=a_course(tmp_path / "c"), now=NOW)
    archive = tmp_path / "c.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(tmp_path / "c", "c")
    second = import_course(source=archive, now=NOW)
    assert (second.new, second.replaced) == (False, False)
    assert second.content == first.content
    assert ContentVersion.objects.count() == CourseRun.objects.count() == 1


def test_new_content_moves_the_run_and_keeps_the_old_version(tmp_path: Path) -> None:
    old = import_course(source=a_course(tmp_path / "a"), now=NOW)
    new = import_course(source=a_course(tmp_path / "b", "Good day"), now=NOW)
    assert str(new.changes) == "0 blocks added, 0 removed, 1 changed"
    assert CourseRun.objects.get().content == new.content
    assert course_of(old.content).block("h").body == "Hello"
    back = import_course(source=tmp_path / "a", now=NOW)
    assert (back.new, back.replaced) == (False, True)
    assert ContentVersion.objects.count() == 2


def test_a_run_that_a_program_dated_keeps_its_dates_and_name(tmp_path: Path) -> None:
    course = Course.objects.create(key="O+C", number="C", title="Named by the program")
    starts = datetime(2029, 1, 1, tzinfo=UTC)
    CourseRun.objects.create(key="course-v1:O+C+R", course=course, starts_at=starts)
    import_course(source=a_course(tmp_path / "c"), now=NOW)
    run = CourseRun.objects.get()
    assert (run.starts_at, run.ends_at) == (starts, None)
    assert run.content is not None


def test_a_course_without_a_start_is_unreleased(tmp_path: Path) -> None:
    import_course(source=files(tmp_path / "c", {"course/R.xml": "<course/>"}), now=NOW)
    assert CourseRun.objects.get().starts_at == datetime(2030, 1, 1, tzinfo=UTC)


def test_unreadable_dates_of_a_course_are_left_open(tmp_path: Path) -> None:
    whole = '<course start="2020-01-01" end="soon" self_paced="perhaps"/>'
    import_course(source=files(tmp_path / "c", {"course/R.xml": whole}), now=NOW)
    run = CourseRun.objects.get()
    assert (run.starts_at, run.ends_at) == (datetime(2020, 1, 1, tzinfo=UTC), None)


def test_what_is_no_course_leaves_nothing(tmp_path: Path, stored: Path) -> None:
    with pytest.raises(Faulty):
        import_course(source=files(tmp_path / "c", {"course.xml": "<library/>"}), now=NOW)
    assert list(stored.iterdir()) == []
    assert not CourseRun.objects.exists()


def test_an_import_that_was_cut_off_is_finished_by_the_next(tmp_path: Path, stored: Path) -> None:
    content = import_course(source=a_course(tmp_path / "c"), now=NOW).content
    CourseRun.objects.all().delete()
    content.delete()
    (stored / ".incoming-old").mkdir()
    os.utime(stored / ".incoming-old", (0, 0))
    (stored / ".incoming-now").mkdir()
    os.utime(stored / ".incoming-now", (NOW.timestamp(), NOW.timestamp()))
    again = import_course(source=tmp_path / "c", now=NOW)
    assert (again.new, again.replaced) == (True, True)
    assert sorted(path.name for path in stored.iterdir()) == [
        ".incoming-now",
        again.content.sha256,
    ]


def test_of_two_imports_at_once_the_quicker_one_keeps_its_files(tmp_path: Path) -> None:
    quicker, slower = a_course(tmp_path / "a"), a_course(tmp_path / "b")
    _keep(slower, quicker)
    assert quicker.is_dir()
    with pytest.raises(OSError, match="nowhere"):
        _keep(slower, tmp_path / "nowhere" / "place")


def test_lost_files_come_back(tmp_path: Path) -> None:
    content = import_course(source=a_course(tmp_path / "c"), now=NOW).content
    folder_of(content.sha256).rename(tmp_path / "lost")
    again = import_course(source=tmp_path / "c", now=NOW)
    assert (again.new, again.content) == (False, content)
    assert folder_of(content.sha256).is_dir()


def loaded(*paths: Path) -> str:
    out = StringIO()
    call_command("load", *map(str, paths), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_prints_a_report_and_a_second_load_says_so(tmp_path: Path) -> None:
    a_course(tmp_path / "c")
    words = loaded(tmp_path / "c")
    assert "Loaded: Ways (course-v1:O+C+R)" in words
    assert "5 blocks: 1 course" in words
    assert "All of them are shown, on 1 pages." in words
    assert "There is no grading policy" in words
    assert loaded(tmp_path / "c").startswith("Nothing changed: Ways")
    words = loaded(a_course(tmp_path / "d", "<script>x</script>Bye"))
    assert "It replaces an earlier version: 0 blocks added, 0 removed, 1 changed." in words


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("x.yaml", "title: x", "It does not say what it is."),
        ("x.yaml", "\nformat: gradus.cake/1", "x.yaml:2: Its format is 'gradus.cake/1'."),
        ("x.tar.gz", "hello", "The archive is damaged"),
        ("course.xml", "<library/>", "course.xml"),
    ],
)
def test_the_command_refuses_in_words(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(CommandError) as refused:
        loaded(tmp_path / name if name != "course.xml" else tmp_path)
    assert words in str(refused.value)


def test_a_document_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes("format: caf\u00e9".encode("latin-1"))
    with pytest.raises(CommandError, match="not UTF-8"):
        loaded(tmp_path / "x.yaml")


def test_a_database_that_is_not_ready_is_named(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gradus_contentversion RENAME TO elsewhere")
    with pytest.raises(CommandError, match="gradus migrate"):
        loaded(a_course(tmp_path / "c"))


def test_large_packages_tell_how_far_they_are(tmp_path: Path) -> None:
    many = {f"static/{n}": "x" for n in range(1100)}
    files(tmp_path / "c", {"course/R.xml": "<course/>", **many})
    told: list[str] = []
    import_course(source=tmp_path / "c", now=NOW, tell=told.append)
    assert told[0] == "Reading c"
    assert told[1].startswith("1,000 files")
    assert told[2].startswith("1,102 files")


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no such file"):
        loaded(tmp_path / "nothing")


def test_a_folder_with_several_things_loads_them_in_order(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    (tmp_path / "all/institutions.yaml").write_text(
        "format: gradus.institutions/1\ninstitutions:\n"
        "  - {slug: o, name: O University, country: DE, fictitious: true}\n"
    )
    a_course(tmp_path / "made")
    (tmp_path / "all/courses").mkdir()
    with tarfile.open(tmp_path / "all/courses/made.tar.gz", "w:gz") as packed:
        packed.add(tmp_path / "made", "made")
    words = loaded(tmp_path / "all")
    assert words.index("Institutions: O University.") < words.index("Loaded: Ways")
    institution = Course.objects.get().institution
    assert institution is not None
    assert institution.slug == "o"


def test_the_pointer_alone_is_a_course(tmp_path: Path) -> None:
    (tmp_path / "course.xml").write_text(POINTER)
    assert "Loaded: O C" in loaded(tmp_path)
