"""The catalogue: newest versions, search, filters, runs and prices of today."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from gradus.catalog.models import CourseRun, Price, ProgramVersion
from gradus.catalog.queries.programs import (
    OfferedProgram,
    Wanted,
    catalogue_stamp,
    program_offered,
    programs_wanted,
)
from gradus.lib.money import Money
from tests.support.programs import a_program, teach
from tests.support.rows import DAY, NOW

pytestmark = pytest.mark.django_db


def titles(wanted: Wanted) -> list[str]:
    return [program.version.title for program in programs_wanted(wanted, NOW).programs]


def three_programs() -> None:
    a_program()
    a_program("logistique", title="Décider en logistique", field="Operations", language="fr")
    a_program("bayes", title="Bayes at Work", level="deepening", pace="dated")


def test_the_catalogue_shows_the_newest_version_of_each_program_once() -> None:
    a_program(title="Old")
    a_program(title="New")
    found = programs_wanted(Wanted(), NOW)
    assert [(p.version.title, p.version.number) for p in found.programs] == [("New", 2)]
    assert found.all == 1


def test_an_empty_catalogue_is_empty() -> None:
    found = programs_wanted(Wanted(text="anything"), NOW)
    assert (found.programs, found.fields, found.all) == ((), (), 0)


def test_programs_come_by_title_with_all_fields_to_choose_from() -> None:
    three_programs()
    found = programs_wanted(Wanted(field="Operations"), NOW)
    assert [p.version.title for p in found.programs] == ["Décider en logistique"]
    assert found.fields == ("Data and decisions", "Operations")
    assert found.languages == ("en", "fr")
    assert found.all == 3


@pytest.mark.parametrize("text", ["décider", "DECIDER", "logistique decid", "  Logist! "])
def test_search_folds_accents_case_and_signs(text: str) -> None:
    three_programs()
    assert titles(Wanted(text=text)) == ["Décider en logistique"]


def test_search_reads_the_whole_document_and_wants_every_word() -> None:
    three_programs()
    assert len(titles(Wanted(text="conditional probability"))) == 3
    assert titles(Wanted(text="conditional zebra")) == []


@pytest.mark.parametrize("text", ["%", "_", "100%", "' OR 1=1"])
def test_signs_of_the_database_mean_nothing_in_a_search(text: str) -> None:
    a_program()
    assert titles(Wanted(text=text)) in ([], ["Deciding with Data"])
    assert titles(Wanted(text="a_b")) == []


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(level="entering"), 2),
        (Wanted(level="deepening"), 3),
        (Wanted(language="fr"), 1),
        (Wanted(pace="dated"), 1),
        (Wanted(hours=1), 0),
        (Wanted(hours=40), 3),
        (Wanted(price=1249), 0),
        (Wanted(price=1250), 3),
        (Wanted(credit=frozenset({"bayes"})), 1),
        (Wanted(credit=frozenset()), 0),
    ],
)
def test_filters(wanted: Wanted, expected: int) -> None:
    three_programs()
    assert len(titles(wanted)) == expected


def test_the_catalogue_costs_the_same_queries_for_one_and_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_program()
    with django_assert_num_queries(4):
        programs_wanted(Wanted(), NOW)
    three_programs()
    with django_assert_num_queries(5):
        programs_wanted(Wanted(text="data"), NOW)


def test_a_program_has_its_courses_in_order_with_prices_and_a_total() -> None:
    a_program()
    program, document = program_offered("decisions-with-data", NOW)
    assert [offered.course.number for offered in program.courses] == [
        course.number for course in document.courses
    ]
    assert program.total == Money(125000, "USD")
    assert program.provider.name == "Harborview University"
    assert program.weeks == document.weeks


def test_an_unknown_program_does_not_exist() -> None:
    with pytest.raises(ProgramVersion.DoesNotExist):
        program_offered("nowhere", NOW)


def demo() -> OfferedProgram:
    return program_offered("decisions-with-data", NOW)[0]


def run(number: str) -> CourseRun:
    return CourseRun.objects.get(course__number=number)


def test_a_course_is_open_once_it_has_content() -> None:
    a_program()
    assert demo().start is None
    teach(run("DD2"))
    assert [offered.open for offered in demo().courses] == [False, True, False, False, False]
    start = demo().start
    assert start is not None
    assert start.course.number == "DD2"


def test_the_run_to_enter_has_content_has_not_ended_and_is_the_earliest() -> None:
    a_program()
    dd1 = run("DD1")
    course = dd1.course
    late = CourseRun.objects.create(key="late", course=course, starts_at=NOW + 9 * DAY)
    soon = CourseRun.objects.create(key="soon", course=course, starts_at=NOW + DAY)
    over = CourseRun.objects.create(key="over", course=course, ends_at=NOW)
    shut = CourseRun.objects.create(key="shut", course=course, enrol_closes_at=NOW)
    teach(late, over, shut)
    assert demo().courses[0].run == late
    teach(soon)
    assert demo().courses[0].run == soon
    teach(dd1)
    assert demo().courses[0].run == dd1


def test_the_price_is_the_last_one_in_force() -> None:
    a_program()
    dd1 = run("DD1")
    Price.objects.create(
        run=dd1, amount=30000, currency="USD", valid_from=NOW + timedelta(seconds=1)
    )
    assert demo().courses[0].money == Money(25000, "USD")


def test_a_total_in_two_currencies_is_not_known_and_hides_nothing() -> None:
    a_program()
    Price.objects.filter(run=run("DD1")).update(currency="EUR")
    assert demo().total is None
    assert titles(Wanted(price=1)) == ["Deciding with Data"]


def test_a_program_without_prices_is_free() -> None:
    a_program()
    assert not demo().free
    Price.objects.all().delete()
    assert (demo().free, demo().total, demo().courses[0].money) == (True, None, None)


def test_the_stamp_changes_with_what_is_published(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert set(catalogue_stamp()) == {None}
    a_program()
    stamps = [catalogue_stamp()]
    teach(run("DD1"))
    stamps.append(catalogue_stamp())
    a_program(title="New")
    stamps.append(catalogue_stamp())
    assert len(set(stamps)) == 3
    with django_assert_num_queries(1):
        assert catalogue_stamp() == stamps[-1]
