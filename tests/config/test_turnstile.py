"""The queue before the database: one at a time, in the order of arrival."""

import threading
import time

from gradus.config.sqlite.turnstile import Turnstile


def test_whoever_came_first_goes_first() -> None:
    turnstile = Turnstile()
    order: list[int] = []
    turnstile.enter(1)

    def come(number: int) -> None:
        turnstile.enter(10)
        order.append(number)
        turnstile.leave()

    threads = [threading.Thread(target=come, args=(number,)) for number in range(5)]
    for number, thread in enumerate(threads):
        thread.start()
        while len(turnstile._waiting) <= number:
            time.sleep(0.001)
    turnstile.leave()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_one_who_waited_too_long_is_told_and_keeps_nobody_out() -> None:
    turnstile = Turnstile()
    turnstile.enter(1)
    answers: list[bool] = []
    late = threading.Thread(target=lambda: answers.append(turnstile.enter(0.05)))
    late.start()
    late.join()
    turnstile.leave()
    assert (answers, turnstile.enter(0)) == ([False], True)


def test_a_thread_that_ended_inside_keeps_nobody_out() -> None:
    turnstile = Turnstile()
    gone = threading.Thread(target=turnstile.enter, args=(1,))
    gone.start()
    gone.join()
    assert turnstile.enter(5) is True
