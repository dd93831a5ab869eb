"""Answers are taken once, refused in words, and pinned to what they were marked by."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from gradus.accounts.models import User
from gradus.assessment.actions import conclude, record_final_grade, submit
from gradus.assessment.models import FinalGrade, Submission
from gradus.assessment.queries.final import final_results, has_final_grade, my_data
from gradus.assessment.queries.gradebook import gradebook
from gradus.assessment.queries.problems import Shown, problem_for
from gradus.assessment.queries.progress import progress_of, progress_of_user
from gradus.catalog.models import ContentVersion, CourseRun
from gradus.courseware.problems.base import Answers
from gradus.enrollment.models import Enrollment
from gradus.enrollment.queries import enrollment_of
from gradus.jobs.models import Job
from gradus.lib.refusal import Refused
from tests.support.courses import a_course_run, enrolled
from tests.support.rows import DAY, NOW

RIGHT: dict[str, Answers] = {
    "capital": {"capital_2_1": "choice_0"},
    "primes": {"primes_2_1": ("choice_0", "choice_2")},
    "type": {"type_2_1": "int"},
    "half": {"half_2_1": "1/2"},
    "name": {"name_2_1": "ada"},
}


@pytest.fixture
def run(db: None, tmp_path: Path) -> CourseRun:  # noqa: ARG001 - opens the database
    return a_course_run(tmp_path)


@pytest.fixture
def place(ada: User, run: CourseRun) -> Enrollment:
    return enrollment_of(ada, enrolled(ada, run).uuid)


def answer(
    place: Enrollment, key: str, given: Answers, *, token: UUID | None = None, now: datetime = NOW
) -> Shown:
    return submit(
        enrollment=place,
        placed=problem_for(place, key),
        answers=given,
        token=token or uuid4(),
        now=now,
    )


def test_an_answer_is_marked_and_kept_with_all_it_depended_on(place: Enrollment) -> None:
    shown = answer(place, "primes", {"primes_2_1": ("choice_0",)})
    row = Submission.objects.get()
    assert (row.problem_key, row.attempt, row.seed, row.marking) == ("primes", 1, 1, "strict")
    assert (str(row.earned), str(row.possible)) == ("0.750000", "1.000000")
    assert row.content == place.content
    assert row.answers == {"primes_2_1": ["choice_0"]}
    assert row.feedback[0]["correctness"] == "partially-correct"
    assert (shown.standing.used, shown.standing.full_marks) == (1, False)


def test_the_same_form_twice_is_one_submission(place: Enrollment) -> None:
    token = uuid4()
    first = answer(place, "capital", RIGHT["capital"], token=token)
    again = answer(place, "capital", {"capital_2_1": "choice_1"}, token=token)
    assert first.latest == again.latest
    assert Submission.objects.count() == 1


def test_a_form_sent_again_after_the_last_attempt_still_gives_its_row(place: Enrollment) -> None:
    token = uuid4()
    answer(place, "primes", RIGHT["primes"], token=token)
    assert answer(place, "primes", RIGHT["primes"], token=token).standing.used == 1


def test_the_fourth_try_of_three_is_refused(place: Enrollment) -> None:
    for _ in range(3):
        answer(place, "capital", {"capital_2_1": "choice_1"})
    with pytest.raises(Refused, match="All 3 attempts"):
        answer(place, "capital", RIGHT["capital"])
    assert Submission.objects.count() == 3


def test_what_is_not_a_number_uses_no_attempt(place: Enrollment) -> None:
    with pytest.raises(Refused, match="has a comma"):
        answer(place, "half", {"half_2_1": "0,5"})
    assert Submission.objects.count() == 0
    assert answer(place, "half", RIGHT["half"]).standing.used == 1


def test_an_empty_form_uses_no_attempt(place: Enrollment) -> None:
    with pytest.raises(Refused, match="Nothing is answered yet"):
        answer(place, "capital", {"capital_2_1": ""})
    assert Submission.objects.count() == 0


def test_an_ended_run_takes_no_answers(ada: User, run: CourseRun) -> None:
    place = enrolled(ada, run)
    place.run.ends_at = NOW
    with pytest.raises(Refused, match="ended on"):
        answer(place, "capital", RIGHT["capital"])


def test_an_audit_learner_answers_unless_the_run_says_no(ben: User, run: CourseRun) -> None:
    place = enrolled(ben, run, verified=False)
    answer(place, "capital", RIGHT["capital"])
    place.run.audit_graded = False
    with pytest.raises(Refused, match="verified place"):
        answer(place, "capital", RIGHT["capital"])


def test_a_question_that_cannot_be_answered_here_is_refused(place: Enrollment) -> None:
    with pytest.raises(Refused, match="cannot be answered"):
        answer(place, "drawing", {})


@pytest.mark.parametrize("key", ["nothing", "first", "homework"])
def test_what_is_no_problem_does_not_exist(place: Enrollment, key: str) -> None:
    with pytest.raises(ContentVersion.DoesNotExist):
        problem_for(place, key)


def test_passing_is_recorded_once_and_again_when_the_result_grows(place: Enrollment) -> None:
    for key in ("capital", "half", "name"):
        answer(place, key, RIGHT[key])
    first = conclude(enrollment_id=place.pk, now=NOW)
    assert first is not None
    assert (first.version, str(first.percent), first.letter, first.passed) == (
        1,
        "73.333333",
        "Pass",
        True,
    )
    assert conclude(enrollment_id=place.pk, now=NOW) is None
    answer(place, "type", RIGHT["type"])
    second = conclude(enrollment_id=place.pk, now=NOW + DAY)
    assert second is not None
    assert (second.version, str(second.percent)) == (2, "86.666666")
    assert second.explanation["types"][0]["lines"][0]["earned"] == "2"
    assert FinalGrade.objects.count() == 2


def test_what_does_not_pass_or_is_not_verified_is_not_recorded(ben: User, run: CourseRun) -> None:
    place = enrolled(ben, run, verified=False)
    for key, given in RIGHT.items():
        answer(place, key, given)
    assert progress_of(place, NOW).grade.passed
    assert conclude(enrollment_id=place.pk, now=NOW) is None
    assert conclude(enrollment_id=0, now=NOW) is None
    verified = enrolled(ben, run)
    assert conclude(enrollment_id=verified.pk, now=NOW) is not None


def test_a_better_answer_asks_for_a_conclusion_and_passing_for_a_credential(
    place: Enrollment,
) -> None:
    Job.objects.all().delete()
    answer(place, "half", {"half_2_1": "7"})
    assert list(Job.objects.values_list("name", flat=True)) == []
    answer(place, "half", RIGHT["half"])
    answer(place, "name", RIGHT["name"])
    conclude(enrollment_id=place.pk, now=NOW)
    assert sorted(set(Job.objects.values_list("name", flat=True))) == [
        "assessment.conclude",
        "credentials.consider",
    ]


def test_a_registrar_records_a_result_with_a_reason(place: Enrollment, chen: User) -> None:
    recorded = record_final_grade(
        enrollment=place, recorded_by=chen, reason="end of the run", now=NOW
    )
    assert (recorded.passed, str(recorded.percent), recorded.recorded_by) == (
        False,
        "0.000000",
        chen,
    )


def test_final_results_tell_the_newest_version(place: Enrollment, ada: User) -> None:
    for key, given in RIGHT.items():
        answer(place, key, given)
        conclude(enrollment_id=place.pk, now=NOW)
    (result,) = final_results(ada)
    assert (result.course, str(result.percent), result.verified) == ("T1", "100.000000", True)


def test_progress_tells_the_next_question_and_the_days(place: Enrollment) -> None:
    answer(place, "capital", RIGHT["capital"])
    progress = progress_of(place, NOW)
    assert progress.next_problem is not None
    assert progress.next_problem.key == "primes"
    assert progress.grade_after(0).share == 0
    assert progress.grade.share == progress.grade_after(1).share > 0


def test_the_gradebook_keeps_the_order_and_counts_its_queries(
    ada: User, ben: User, run: CourseRun, django_assert_num_queries: object
) -> None:
    places = [enrolled(ben, run), enrolled(ada, run)]
    answer(places[1], "capital", RIGHT["capital"])
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        rows = gradebook(places, NOW)
    assert [row.enrollment for row in rows] == places
    assert [part.name for part in rows[0].parts] == ["Homework", "Exam"]
    assert [part.share is None for part in rows[1].parts] == [False, True]


def test_my_data_holds_every_answer(place: Enrollment, ada: User) -> None:
    answer(place, "capital", RIGHT["capital"])
    data = my_data(ada)
    assert isinstance(data, dict)
    assert data["submissions"][0]["answers"] == {"capital_2_1": "choice_0"}


def test_due_dates_bind_only_in_a_dated_run(place: Enrollment) -> None:
    assert problem_for(place, "capital").limits.due is None
    place.run.starts_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta()
    assert problem_for(place, "capital").limits.grace == timedelta()


def test_a_token_of_an_older_attempt_is_known_after_the_last_one(place: Enrollment) -> None:
    token = uuid4()
    answer(place, "half", {"half_2_1": "7"}, token=token)
    answer(place, "half", {"half_2_1": "8"})
    assert answer(place, "half", {"half_2_1": "7"}, token=token).standing.used == 2
    assert Submission.objects.count() == 2


def test_a_token_of_another_question_adds_nothing(place: Enrollment) -> None:
    token = uuid4()
    answer(place, "capital", RIGHT["capital"], token=token)
    assert answer(place, "type", RIGHT["type"], token=token).latest is None
    assert Submission.objects.count() == 1


def test_a_slip_of_the_author_is_not_charged(ada: User, tmp_path: Path) -> None:
    place = enrolled(ada, a_course_run(tmp_path, "T2", more=("endless",)))
    with pytest.raises(Refused, match="mistake of its author"):
        answer(place, "endless", {"endless_2_1": "a" * 60 + "b"})
    assert Submission.objects.count() == 0


def test_where_the_best_attempt_counts_all_are_read(ada: User, tmp_path: Path) -> None:
    place = enrolled(ada, a_course_run(tmp_path, "T2", more=("often",)))
    for text in ("x", "y"):
        answer(place, "often", {"often_2_1": text})
    for progress in (progress_of(place, NOW), *progress_of_user(ada, NOW)):
        assert [item.earned for item in progress.sequences[1].items] == [0, 0, 1]
    (row,) = gradebook([place], NOW)
    assert row.share == progress.grade.share


def test_who_has_a_final_grade_is_known(place: Enrollment, ada: User, ben: User) -> None:
    for key, given in RIGHT.items():
        answer(place, key, given)
    conclude(enrollment_id=place.pk, now=NOW)
    assert (has_final_grade(ada, place.run), has_final_grade(ben, place.run)) == (True, False)
