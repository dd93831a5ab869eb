"""Order, pay, refund: each captured order gives one right, whatever the order of notices."""

from datetime import datetime
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import pytest

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun, Price
from gradus.enrollment.actions import enroll, leave
from gradus.enrollment.models import Enrollment, TrackChange
from gradus.enrollment.queries import enrollment_in, track_of
from gradus.enrollment.rules.tracks import Track
from gradus.lib.money import Money
from gradus.lib.refusal import Refused
from gradus.payments.actions import (
    checkout,
    decide_at_demo_bank,
    look,
    order,
    receive,
    receive_notice,
    request_refund,
    send_refund,
    settle,
)
from gradus.payments.models import Order, PaymentEvent, Refund, Right
from gradus.payments.providers.base import Event, NotGenuine
from gradus.payments.providers.demo import SIGNATURE
from gradus.payments.providers.registry import demo_bank
from gradus.payments.queries import holds_right, order_of
from gradus.payments.rules.orders import Kind, OrderState
from tests.support.people import person
from tests.support.rows import DAY, NOW, a_run

pytestmark = pytest.mark.django_db


def ordered(buyer: User, run: CourseRun, token: UUID | None = None) -> Order:
    placed = order(buyer=buyer, run=run, token=token or uuid4(), now=NOW)
    checkout(order=placed, return_to="/", now=NOW)
    return placed


def paid(buyer: User, run: CourseRun) -> Order:
    placed = ordered(buyer, run)
    decide_at_demo_bank(order=placed, kind=Kind.CAPTURED, now=NOW)
    return placed


def checkout_at(placed: Order, now: datetime) -> None:
    checkout(order=placed, return_to="/", now=now)


def pay_at(placed: Order, now: datetime) -> None:
    decide_at_demo_bank(order=placed, kind=Kind.CAPTURED, now=now)


def state(buyer: User, placed: Order) -> OrderState:
    return order_of(buyer, placed.uuid).state


def counts() -> tuple[int, int, int, int]:
    return (
        Order.objects.count(),
        PaymentEvent.objects.count(),
        Right.objects.count(),
        TrackChange.objects.filter(track=Track.VERIFIED).count(),
    )


def test_paying_gives_one_right_and_a_verified_place() -> None:
    ada, run = person("Ada"), a_run()

    placed = paid(ada, run)

    assert state(ada, placed) is OrderState.PAID
    assert counts() == (1, 1, 1, 1)
    place = enrollment_in(ada, run)
    assert place is not None
    assert track_of(place) is Track.VERIFIED


def test_a_double_click_on_pay_is_one_order_and_one_capture() -> None:
    ada, run, token = person("Ada"), a_run(), uuid4()

    first, second = ordered(ada, run, token), ordered(ada, run, token)
    decide_at_demo_bank(order=first, kind=Kind.CAPTURED, now=NOW)
    decide_at_demo_bank(order=second, kind=Kind.CAPTURED, now=NOW + DAY)

    assert first == second
    assert counts() == (1, 1, 1, 1)


def test_a_second_window_finds_the_order_that_waits() -> None:
    ada, run = person("Ada"), a_run()

    assert ordered(ada, run) == ordered(ada, run)


def test_who_paid_cannot_pay_again() -> None:
    ada, run = person("Ada"), a_run()
    paid(ada, run)

    with pytest.raises(Refused) as refusal:
        ordered(ada, run)

    assert str(refusal.value) == (
        "You already hold a verified place in Course DD1. Nothing was charged."
    )


def test_a_late_notice_after_asking_the_bank_changes_nothing() -> None:
    ada, run = person("Ada"), a_run()
    placed = ordered(ada, run)
    event = demo_bank().decide(str(placed.uuid), Kind.CAPTURED, NOW)
    assert event is not None

    settle(order=placed, now=NOW)
    before = counts()
    headers, body = demo_bank().notice(event)
    receive_notice(name="demo", headers=headers, body=body, now=NOW + DAY)
    receive_notice(name="demo", headers=headers, body=body, now=NOW + DAY)

    assert before == counts() == (1, 1, 1, 1)


def test_a_payment_whose_notice_was_lost_is_found_by_looking() -> None:
    ada, run = person("Ada"), a_run()
    placed = ordered(ada, run)
    demo_bank().decide(str(placed.uuid), Kind.CAPTURED, NOW)

    look(order_id=placed.pk, now=NOW + DAY)

    assert state(ada, placed) is OrderState.PAID


def test_a_forged_notice_is_believed_in_nothing() -> None:
    ada, run = person("Ada"), a_run()
    placed = ordered(ada, run)
    event = Event("forged", str(placed.uuid), Kind.CAPTURED, Money(25000, "USD"), NOW)
    headers, body = demo_bank().notice(event)

    with pytest.raises(NotGenuine):
        receive_notice(
            name="demo", headers={SIGNATURE: headers[SIGNATURE]}, body=body + b" ", now=NOW
        )

    assert counts() == (1, 0, 0, 0)


def test_a_declined_card_takes_nothing_and_may_be_tried_again() -> None:
    ada, run = person("Ada"), a_run()
    placed = ordered(ada, run)

    decide_at_demo_bank(order=placed, kind=Kind.DECLINED, now=NOW)
    assert (state(ada, placed), counts()) == (OrderState.DECLINED, (1, 1, 0, 0))

    decide_at_demo_bank(order=placed, kind=Kind.CAPTURED, now=NOW + DAY)
    assert (state(ada, placed), counts()) == (OrderState.PAID, (1, 2, 1, 1))


@pytest.mark.parametrize("sequence", list(permutations(range(3))))
def test_events_in_any_order_end_in_the_same_place(sequence: tuple[int, ...]) -> None:
    ada, run = person("Ada"), a_run()
    placed = ordered(ada, run)
    said = [
        Event(f"e{number}", str(placed.uuid), kind, Money(25000, "USD"), NOW + number * DAY)
        for number, kind in enumerate((Kind.DECLINED, Kind.CAPTURED, Kind.REFUNDED))
    ]

    for number in sequence:
        receive(name="demo", event=said[number], now=NOW)
        receive(name="demo", event=said[number], now=NOW)

    assert state(ada, placed) is OrderState.REFUNDED
    assert holds_right(ada, run) is False
    place = enrollment_in(ada, run)
    assert place is None or track_of(place) is Track.AUDIT


def test_a_refund_goes_out_once_and_the_place_becomes_free_of_charge() -> None:
    ada, run = person("Ada"), a_run()
    placed = paid(ada, run)

    first = request_refund(order=placed, reason="moved", completed=False, now=NOW)
    second = request_refund(order=placed, reason="moved", completed=False, now=NOW)
    send_refund(refund_id=first.pk, now=NOW)
    send_refund(refund_id=first.pk, now=NOW + DAY)

    assert (first, Refund.objects.count()) == (second, 1)
    assert state(ada, placed) is OrderState.REFUNDED
    assert PaymentEvent.objects.filter(kind=Kind.REFUNDED).count() == 1
    place = enrollment_in(ada, run)
    assert place is not None
    assert track_of(place) is Track.AUDIT


def test_who_was_refunded_may_buy_again() -> None:
    ada, run = person("Ada"), a_run()
    refund = request_refund(order=paid(ada, run), reason="", completed=False, now=NOW)
    send_refund(refund_id=refund.pk, now=NOW)

    again = paid(ada, run)

    assert state(ada, again) is OrderState.PAID
    assert holds_right(ada, run) is True


@pytest.mark.parametrize(
    ("completed", "days", "code"), [(True, 0, "completed"), (False, 14, "refund_over")]
)
def test_a_refund_outside_the_rule_is_refused(completed: bool, days: int, code: str) -> None:
    ada = person("Ada")
    placed = paid(ada, a_run())

    with pytest.raises(Refused) as refusal:
        request_refund(order=placed, reason="", completed=completed, now=NOW + days * DAY)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("run", "code"),
    [
        ({"cents": None}, "not_for_sale"),
        ({"pay_by": NOW}, "paying_closed"),
        ({"ends_at": NOW}, "run_ended"),
    ],
)
def test_what_cannot_be_bought_is_refused_before_any_row(run: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        ordered(person("Ada"), a_run(**run))

    assert refusal.value.code == code
    assert (counts(), Enrollment.objects.count()) == ((0, 0, 0, 0), 0)


def test_anothers_order_does_not_exist() -> None:
    placed = ordered(person("Ada"), a_run())

    with pytest.raises(Order.DoesNotExist):
        order_of(person("Ben"), placed.uuid)


def test_after_a_change_of_price_nobody_pays_what_they_were_not_shown() -> None:
    ada, run = person("Ada"), a_run()
    first = ordered(ada, run)
    Price.objects.create(run=run, amount=20000, currency="USD", valid_from=NOW + DAY)
    day_after = NOW + 2 * DAY

    second = order(buyer=ada, run=run, token=uuid4(), now=day_after)

    assert (first.amount, second.amount) == (25000, 20000)
    for open_it in (checkout_at, pay_at):
        with pytest.raises(Refused) as refusal:
            open_it(first, day_after)
        assert refusal.value.code == "order_lapsed"


def test_an_order_left_alone_for_a_week_is_ordered_anew() -> None:
    ada, run = person("Ada"), a_run()
    first = ordered(ada, run)

    second = order(buyer=ada, run=run, token=uuid4(), now=NOW + 7 * DAY)

    assert second != first
    assert second.refund_until > first.refund_until
    with pytest.raises(Refused) as refusal:
        pay_at(first, NOW + 7 * DAY)
    assert refusal.value.code == "order_lapsed"


def test_an_order_kept_open_cannot_be_paid_after_paying_has_closed() -> None:
    ada, run = person("Ada"), a_run(pay_by=NOW + DAY)
    placed = ordered(ada, run)

    for open_it in (checkout_at, pay_at):
        with pytest.raises(Refused) as refusal:
            open_it(placed, NOW + DAY)
        assert refusal.value.code == "paying_closed"
    assert counts() == (1, 0, 0, 0)


def test_a_second_capture_for_one_place_goes_back_by_itself() -> None:
    ada, run = person("Ada"), a_run()
    first = ordered(ada, run)
    second = order(buyer=ada, run=run, token=uuid4(), now=NOW + 7 * DAY)

    for number, placed in enumerate((second, first)):
        amount = Money(placed.amount, placed.currency)
        said = Event(f"e{number}", str(placed.uuid), Kind.CAPTURED, amount, NOW)
        receive(name="demo", event=said, now=NOW)

    refund = Refund.objects.get()
    send_refund(refund_id=refund.pk, now=NOW)
    assert (refund.order, Right.objects.get().order) == (first, second)
    assert (state(ada, first), state(ada, second)) == (OrderState.REFUNDED, OrderState.PAID)
    assert holds_right(ada, run)
    place = enrollment_in(ada, run)
    assert place is not None
    assert track_of(place) is Track.VERIFIED


@pytest.mark.parametrize("amount", [Money(24999, "USD"), Money(25000, "JPY")])
def test_a_capture_of_another_amount_buys_nothing(amount: Money) -> None:
    ada, run = person("Ada"), a_run()
    placed = ordered(ada, run)

    receive(name="demo", event=Event("e", str(placed.uuid), Kind.CAPTURED, amount, NOW), now=NOW)

    assert (state(ada, placed), counts()) == (OrderState.PENDING, (1, 1, 0, 0))


def test_the_place_goes_when_the_refund_is_asked_not_when_it_arrives() -> None:
    ada, run = person("Ada"), a_run()
    placed = paid(ada, run)

    request_refund(order=placed, reason="", completed=False, now=NOW)

    place = enrollment_in(ada, run)
    assert place is not None
    assert track_of(place) is Track.AUDIT


def test_a_refund_looks_at_the_order_as_it_is_now() -> None:
    ada, run = person("Ada"), a_run()
    shown = order_of(ada, paid(ada, run).uuid).order
    back = Event("back", str(shown.uuid), Kind.REFUNDED, Money(25000, "USD"), NOW)
    receive(name="demo", event=back, now=NOW)

    with pytest.raises(Refused) as refusal:
        request_refund(order=shown, reason="", completed=False, now=NOW)

    assert refusal.value.code == "already_refunded"


def test_a_paid_place_is_not_lost_by_leaving_and_a_refund_brings_nobody_back() -> None:
    ada, run = person("Ada"), a_run()
    placed = paid(ada, run)
    place = Enrollment.objects.get()

    leave(enrollment=place, now=NOW)
    enroll(learner=ada, run=run, now=NOW)
    back = enrollment_in(ada, run)
    assert back is not None
    assert track_of(back) is Track.VERIFIED

    leave(enrollment=place, now=NOW)
    request_refund(order=placed, reason="", completed=False, now=NOW)
    assert enrollment_in(ada, run) is None
    enroll(learner=ada, run=run, now=NOW)
    again = enrollment_in(ada, run)
    assert again is not None
    assert track_of(again) is Track.AUDIT


def test_a_signature_of_strange_letters_is_not_genuine() -> None:
    with pytest.raises(NotGenuine):
        receive_notice(name="demo", headers={SIGNATURE: "\xfc"}, body=b"{}", now=NOW)
