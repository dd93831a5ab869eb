"""Jobs: kept with the transaction, leased, tried again, given up, and never done twice."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import InterfaceError, connections, transaction

from gradus.jobs import queue, runner, worker
from gradus.jobs.models import Job
from gradus.jobs.registry import JOBS, OUTSIDE, SCHEDULES
from gradus.lib.later import later

pytestmark = pytest.mark.django_db

NOW = datetime(2099, 3, 1, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def done(db: None) -> Iterator[list[str]]:  # noqa: ARG001 - opens the database
    """Two jobs for these tests: one writes down what it was told, one always fails."""
    told: list[str] = []

    def fail(*, now: datetime) -> None:
        raise ValueError(f"not today, {now:%A}")

    def tell(word: str, *, now: datetime) -> None:
        told.append(f"{word} {now:%H:%M}")

    JOBS.update({"tests.tell": tell, "tests.fail": fail})
    yield told
    del JOBS["tests.tell"], JOBS["tests.fail"]


def do_one(now: datetime, name: str = "one") -> bool:
    return worker.do_one(worker=name, clock=lambda: now)


def test_a_job_is_done_once_and_then_nothing_waits(done: list[str]) -> None:
    later("tests.tell", "hello")
    assert (do_one(NOW), do_one(NOW), done) == (True, False, ["hello 09:00"])


def test_a_rolled_back_action_leaves_no_job(done: list[str]) -> None:
    with transaction.atomic():
        later("tests.tell", "hello")
        transaction.set_rollback(True)
    assert (do_one(NOW), done) == (False, [])


def test_a_job_put_off_waits_until_it_is_due(done: list[str]) -> None:
    later("tests.tell", "hello", after=timedelta(hours=1))
    due = Job.objects.get().run_after
    before, after = due - timedelta(seconds=1), due + timedelta(seconds=1)
    assert [do_one(before), do_one(after), len(done)] == [False, True, 1]


def test_a_failed_job_is_kept_with_its_reason_and_tried_again_after_a_pause(
    done: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    later("tests.fail")
    assert [do_one(NOW), do_one(NOW), do_one(LATER)] == [True, False, True]
    job = Job.objects.get()
    assert (job.attempts, job.dead_at, "not today, Sunday" in job.error) == (2, None, True)
    assert len(caplog.records) == 2
    assert done == []


def test_a_job_that_failed_too_often_is_dead_and_left_alone(done: list[str]) -> None:
    later("tests.fail")
    for attempt in range(queue.ATTEMPTS):
        assert do_one(NOW + timedelta(days=attempt))
    assert not do_one(NOW + timedelta(days=99))
    assert Job.objects.get().dead_at == NOW + timedelta(days=queue.ATTEMPTS - 1)
    assert done == []


def test_a_job_that_ends_its_worker_each_time_is_dead_in_the_end(done: list[str]) -> None:
    later("tests.tell", "hello")
    moments = [NOW + 2 * n * queue.LEASE for n in range(queue.ATTEMPTS + 1)]
    taken = [queue.lease(worker="one", now=moment) is not None for moment in moments]
    assert taken == [True] * queue.ATTEMPTS + [False]
    assert (queue.bury(now=moments[-1]), queue.bury(now=moments[-1])) == (1, 0)
    job = Job.objects.get()
    assert (job.dead_at, job.error) == (moments[-1], queue.NEVER_CAME_BACK)
    assert done == []


def test_an_error_that_a_database_cannot_keep_is_kept_without_its_odd_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*, now: datetime) -> None:
        raise ValueError(f"odd \0 and \ud800 at {now:%H}")

    monkeypatch.setitem(JOBS, "tests.odd", fail)
    # Test workers tell each other what was logged and choke on half a letter.
    monkeypatch.setattr(worker.log, "disabled", True)
    later("tests.odd")
    assert do_one(NOW)
    assert "odd  and \\ud800 at 09" in Job.objects.get().error


def test_a_worker_that_stumbles_goes_on(
    done: list[str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(runner, "AFTER_TROUBLE", 0)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    stumbles = [RuntimeError("odd"), InterfaceError("closed"), None]

    def tick(*, now: datetime) -> None:  # noqa: ARG001 - as queue.tick
        if reason := stumbles.pop(0):
            raise reason

    monkeypatch.setattr(queue, "tick", tick)
    monkeypatch.setattr(runner, "TICK", timedelta(0))
    later("tests.tell", "hello")
    runner.Rows().work(stopped=lambda: not stumbles)
    assert len(done) == 1
    assert len(caplog.records) == 2


def test_a_job_nobody_knows_is_kept_with_that_reason() -> None:
    later("tests.unheard-of")
    assert do_one(NOW)
    assert "KeyError" in Job.objects.get().error


def test_a_leased_job_is_nobody_elses_until_the_lease_lapses(done: list[str]) -> None:
    later("tests.tell", "hello")
    first = queue.lease(worker="one", now=NOW)
    assert first is not None
    assert not do_one(NOW + queue.LEASE / 2, "two")
    assert do_one(NOW + queue.LEASE * 2, "two")
    with pytest.raises(queue.LeaseLost):
        queue.finish(first, now=NOW + queue.LEASE * 2)
    assert done == ["hello 09:01"]


def test_a_renewed_lease_keeps_the_job(done: list[str]) -> None:
    later("tests.tell", "hello")
    first = queue.lease(worker="one", now=NOW)
    assert first is not None
    assert queue.renew(first, now=NOW + queue.LEASE / 2)
    assert not do_one(NOW + queue.LEASE * 1.2, "two")
    assert done == []


def test_draining_in_the_past_does_all_but_what_was_put_off(done: list[str]) -> None:
    later("tests.tell", "hello", after=timedelta(days=400))
    later("tests.tell", "again")
    past = datetime(2020, 3, 1, 9, tzinfo=UTC)
    assert (worker.drain(now=past), done) == (1, ["again 09:00"])


def test_an_errand_is_run_outside_a_transaction(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks: list[int] = []

    def run(*, now: datetime) -> None:
        done.append(f"{now:%H:%M}")
        blocks.append(len(transaction.get_connection().savepoint_ids))

    outside = len(transaction.get_connection().savepoint_ids)
    monkeypatch.setitem(OUTSIDE, "tests.errand", run)
    later("tests.errand")
    assert (do_one(NOW), do_one(NOW), done, blocks) == (True, False, ["09:00"], [outside])


def test_a_scheduled_job_is_added_once_each_time_it_is_due(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(SCHEDULES):
        monkeypatch.delitem(SCHEDULES, name)
    monkeypatch.setitem(SCHEDULES, "tests.tell", timedelta(days=1))
    counts = []
    for hours in (0, 1, 23, 25, 100):
        queue.tick(now=NOW + timedelta(hours=hours))
        counts.append(Job.objects.count())
    assert (counts, done) == ([1, 1, 1, 2, 3], [])


def test_pauses_double_are_spread_and_bounded() -> None:
    pauses = [queue.pause(attempt, random.Random(1)) for attempt in (1, 2, 3, 30)]
    spread = 1 + random.Random(1).random() / 2
    expected = [timedelta(seconds=seconds) * spread for seconds in (5, 10, 20, 3600)]
    assert pauses == expected
