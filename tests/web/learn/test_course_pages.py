"""The outline, the units and the files of a course, as its learner and others meet them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from gradus.accounts.models import User
from gradus.catalog.actions.courses import import_course
from gradus.catalog.models import CourseRun
from gradus.enrollment.actions import enroll
from gradus.enrollment.models import Enrollment
from gradus.web.learn import views_asset
from tests.courseware.made import files

NOW = datetime.now(UTC)
SRT = "1\n00:00:01,500 --> 00:00:02,000\nHello & welcome\n"
PROBLEM = (
    '<problem url_name="p{n}" display_name="Question {n}"><multiplechoiceresponse><choicegroup>'
    '<choice correct="true">Yes</choice><choice correct="false">No</choice>'
    "</choicegroup></multiplechoiceresponse></problem>"
)
READING = (
    '<html url_name="h{n}"><p>Read \\(x^2\\) in <a href="/jump_to_id/p1">the question</a>,'
    ' <img src="/static/a.png" alt="A"/></p></html>'
)
FILM = (
    '<video url_name="w" display_name="The film" html5_sources="[&quot;/static/film.mp4&quot;]"'
    ' youtube="1.00:AOUEsgFrYeg" transcripts="{&quot;en&quot;: &quot;a.srt&quot;}"/>'
)
STATIC = {
    "static/a.png": "png",
    "static/film.mp4": "0123456789",
    "static/a.srt": SRT,
    "static/page.html": "<script>1</script>",
    "static/deep/tool.exe": "x",
}
SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _stored(settings: Settings, tmp_path: Path) -> None:
    settings.CONTENT_ROOT = tmp_path / "stored"


def unit(name: str, inside: str, title: str = "") -> str:
    return f'<vertical url_name="{name}" display_name="{title}">{inside}</vertical>'


def a_course(folder: Path, units: str, *, start: str = "2020-01-01", more: str = "") -> CourseRun:
    whole = (
        f'<course display_name="Ways to decide" start="{start}" self_paced="true">'
        f'<chapter url_name="c" display_name="Week 1"><sequential url_name="s"'
        f' display_name="First steps" format="Homework" graded="true">{units}</sequential>{more}'
        f"</chapter></course>"
    )
    source = files(folder / "source", {"course/R.xml": whole, **STATIC})
    return import_course(source=source, now=NOW).run


def entered(learner: User, run: CourseRun) -> Enrollment:
    return enroll(learner=learner, run=run, now=NOW)


def words_of(answer: HttpResponseBase) -> str:
    return " ".join(answer.getvalue().decode().split())


def test_the_outline_names_every_page_and_where_to_start(
    ada: User, sign_in: SignIn, tmp_path: Path
) -> None:
    run = a_course(tmp_path, unit("v1", READING.format(n=1), "Chance") + unit("v2", ""))
    enrollment = entered(ada, run)
    answer = sign_in(ada).get(f"/learn/{enrollment.uuid}/")
    page = words_of(answer)
    assert answer.status_code == 200
    for said in ("Ways to decide", "Week 1", "First steps", "Counts: Homework", "Start: Chance"):
        assert said in page
    assert f'href="/learn/{enrollment.uuid}/v2/"' in page
    assert "Part 2" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_outline_asks_the_same_questions_however_long_it_is(
    ada: User,
    sign_in: SignIn,
    tmp_path: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    units = "".join(unit(f"v{n}", PROBLEM.format(n=n)) for n in range(count))
    enrollment = entered(ada, a_course(tmp_path, units))
    browser = sign_in(ada)
    with django_assert_num_queries(5):  # session, person, enrolment, submissions, final grade
        browser.get(f"/learn/{enrollment.uuid}/")


def test_a_unit_shows_reading_film_and_question_in_order(
    ada: User, sign_in: SignIn, tmp_path: Path
) -> None:
    inside = READING.format(n=1) + FILM + PROBLEM.format(n=1) + '<poll url_name="x"/>'
    enrollment = entered(ada, a_course(tmp_path, unit("v1", inside, "Chance")))
    answer = sign_in(ada).get(f"/learn/{enrollment.uuid}/v1/")
    page, here = words_of(answer), f"/learn/{enrollment.uuid}"
    assert answer.status_code == 200
    at = [page.index(said) for said in ("<math", "The film", "Question 1", "not available on")]
    assert at == sorted(at)
    assert f'href="{here}/go/p1/"' in page or f'href="{here}/go/p1' in page
    assert f'src="{here}/static/a.png"' in page
    assert f'<source src="{here}/static/film.mp4" type="video/mp4">' in page
    assert f'<track kind="captions" src="{here}/static/a.srt?as=vtt" srclang="en"' in page
    assert 'href="https://www.youtube.com/watch?v=AOUEsgFrYeg"' in page
    assert "Hello &amp; welcome" in page
    assert "Page 1 of 1 in First steps, which counts as Homework." in page
    assert "gradus:" not in page
    assert "<poll" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_unit_asks_the_same_questions_however_much_stands_on_it(
    ada: User,
    sign_in: SignIn,
    tmp_path: Path,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    inside = "".join(PROBLEM.format(n=n) + READING.format(n=n) for n in range(count))
    enrollment = entered(ada, a_course(tmp_path, unit("v1", inside)))
    browser = sign_in(ada)
    with django_assert_num_queries(4):  # session, person, enrolment, submissions
        browser.get(f"/learn/{enrollment.uuid}/v1/")


def test_pages_lead_to_the_one_before_and_after(
    ada: User, sign_in: SignIn, tmp_path: Path
) -> None:
    units = unit("v1", "", "One") + unit("v2", "", "Two") + unit("v3", "", "Three")
    enrollment = entered(ada, a_course(tmp_path, units))
    page = words_of(sign_in(ada).get(f"/learn/{enrollment.uuid}/v2/"))
    assert f'rel="prev" href="/learn/{enrollment.uuid}/v1/"' in page
    assert f'rel="next" href="/learn/{enrollment.uuid}/v3/"' in page
    assert 'aria-current="page">Two' in page
    assert "This page is empty." in page
    last = words_of(sign_in(ada).get(f"/learn/{enrollment.uuid}/v3/"))
    assert "The course ends here: your progress" in last


@pytest.mark.parametrize(
    ("key", "place"),
    [("p1", "v1/#block-p1"), ("v1", "v1/#block-v1"), ("s", "v1/"), ("c", "v1/"), ("e", "")],
)
def test_a_link_to_a_block_leads_to_its_page(
    ada: User, sign_in: SignIn, tmp_path: Path, key: str, place: str
) -> None:
    run = a_course(tmp_path, unit("v1", PROBLEM.format(n=1)), more='<sequential url_name="e"/>')
    enrollment = entered(ada, run)
    answer = sign_in(ada).get(f"/learn/{enrollment.uuid}/go/{key}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/learn/{enrollment.uuid}/{place}")


@pytest.mark.parametrize(
    "path", ["nothing/", "p1/", "go/nothing/", "static/nothing.png", "static/../course.xml"]
)
def test_what_is_not_there_is_not_found(
    ada: User, sign_in: SignIn, tmp_path: Path, path: str
) -> None:
    enrollment = entered(ada, a_course(tmp_path, unit("v1", PROBLEM.format(n=1))))
    assert sign_in(ada).get(f"/learn/{enrollment.uuid}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "v1/", "go/v1/", "static/a.png"])
def test_the_course_of_somebody_else_does_not_exist(
    ada: User, ben: User, sign_in: SignIn, tmp_path: Path, path: str
) -> None:
    enrollment = entered(ada, a_course(tmp_path, unit("v1", "")))
    assert sign_in(ben).get(f"/learn/{enrollment.uuid}/{path}").status_code == 404
    stranger = Client().get(f"/learn/{enrollment.uuid}/{path}")
    assert (stranger.status_code, stranger["Location"].split("?")[0]) == (
        302,
        "/account/auth/login/",
    )


def test_a_part_that_has_not_opened_is_refused_in_words(
    ada: User, sign_in: SignIn, tmp_path: Path
) -> None:
    later = f'<sequential url_name="t" start="2090-01-01">{unit("v2", "", "Later")}</sequential>'
    run = a_course(tmp_path, unit("v1", ""), more=later)
    enrollment = entered(ada, run)
    browser = sign_in(ada)
    assert browser.get(f"/learn/{enrollment.uuid}/v2/").status_code == 200
    CourseRun.objects.update(starts_at=NOW - timedelta(days=1))
    answer = browser.get(f"/learn/{enrollment.uuid}/v2/")
    assert answer.status_code == 422
    assert "Later opens on Sunday 1 January 2090" in words_of(answer)
    page = words_of(browser.get(f"/learn/{enrollment.uuid}/"))
    assert "Opens Sunday 1 January 2090" in page
    assert f'href="/learn/{enrollment.uuid}/v2/"' not in page


@pytest.mark.parametrize("part", [{}, {"HX-Request": "true"}])
def test_a_question_is_not_shown_before_its_page_opens(
    ada: User, sign_in: SignIn, tmp_path: Path, part: dict[str, str]
) -> None:
    inside = unit("v2", PROBLEM.format(n=1), "Later")
    later = f'<sequential url_name="t" start="2090-01-01">{inside}</sequential>'
    enrollment = entered(ada, a_course(tmp_path, unit("v1", ""), more=later))
    CourseRun.objects.update(starts_at=NOW - timedelta(days=1))
    browser, path = sign_in(ada), f"/learn/{enrollment.uuid}/v2/p1/"
    for answer in (browser.get(path, headers=part), browser.post(path, headers=part)):
        assert answer.status_code == 422
        assert "Question 1 opens on Sunday 1 January 2090" in words_of(answer)
        assert "Yes" not in words_of(answer)


def test_files_come_with_their_type_and_are_kept_by_hash(
    ada: User, sign_in: SignIn, tmp_path: Path
) -> None:
    enrollment = entered(ada, a_course(tmp_path, unit("v1", "")))
    browser = sign_in(ada)
    answer = browser.get(f"/learn/{enrollment.uuid}/static/a.png")
    assert answer.getvalue() == b"png"
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=3600"
    again = browser.get(
        f"/learn/{enrollment.uuid}/static/a.png", headers={"If-None-Match": answer["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_what_could_run_is_shut_in_and_what_is_unknown_is_only_saved(
    ada: User, sign_in: SignIn, tmp_path: Path
) -> None:
    enrollment = entered(ada, a_course(tmp_path, unit("v1", "")))
    browser = sign_in(ada)
    page = browser.get(f"/learn/{enrollment.uuid}/static/page.html")
    assert page["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    program = browser.get(f"/learn/{enrollment.uuid}/static/deep/tool.exe")
    assert program["Content-Type"] == "application/octet-stream"
    assert program["Content-Disposition"] == 'attachment; filename="tool.exe"'


@pytest.mark.parametrize(
    ("asked", "given", "place"),
    [
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=20-30", b"0123456789", None),
        ("bytes=-", b"0123456789", None),
        (f"bytes=0-{'9' * 5000}", b"0123456789", None),
        ("lines=1-2", b"0123456789", None),
    ],
)
def test_a_film_can_be_had_in_ranges(
    ada: User, sign_in: SignIn, tmp_path: Path, asked: str, given: bytes, place: str | None
) -> None:
    enrollment = entered(ada, a_course(tmp_path, unit("v1", "")))
    answer = sign_in(ada).get(
        f"/learn/{enrollment.uuid}/static/film.mp4", headers={"Range": asked}
    )
    assert answer.getvalue() == given
    assert answer.status_code == (206 if place else 200)
    assert answer.get("Content-Range") == place
    assert answer["Content-Length"] == str(len(given))


def test_captions_come_as_webvtt(ada: User, sign_in: SignIn, tmp_path: Path) -> None:
    enrollment = entered(ada, a_course(tmp_path, unit("v1", "")))
    answer = sign_in(ada).get(f"/learn/{enrollment.uuid}/static/a.srt?as=vtt")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.startswith(b"WEBVTT\n\n00:00:01.500 --> 00:00:02.000\nHello &amp;")


def test_a_film_is_not_read_as_captions(
    ada: User, sign_in: SignIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views_asset, "LONGEST_CAPTIONS", 9)
    enrollment = entered(ada, a_course(tmp_path, unit("v1", "")))
    assert sign_in(ada).get(f"/learn/{enrollment.uuid}/static/film.mp4?as=vtt").status_code == 404
