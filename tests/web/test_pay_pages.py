"""The pages on which a learner enters a run, orders, pays and asks for a refund."""

from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from gradus.accounts.models import User
from gradus.catalog.models import CourseRun
from gradus.enrollment.actions import enroll
from gradus.enrollment.queries import enrollment_in, track_of
from gradus.enrollment.rules.tracks import Track
from gradus.payments.models import Order, PaymentEvent, Refund, Right
from gradus.payments.providers.demo import SIGNATURE
from gradus.payments.providers.registry import demo_bank
from gradus.payments.queries import order_of
from gradus.payments.rules.orders import Kind, OrderState
from tests.support.people import person
from tests.support.rows import NOW, a_run

pytestmark = pytest.mark.django_db


def signed_in(client: Client, name: str = "Ada") -> User:
    someone = person(name)
    client.force_login(someone)
    return someone


def buy(client: Client, run: CourseRun) -> Order:
    answer = client.post(f"/learn/runs/{run.uuid}/buy/", {"token": str(uuid4())})
    order = Order.objects.latest("pk")
    assert answer.headers["Location"].startswith(f"/learn/demo-bank/{order.uuid}/")
    return order


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    run = a_run()

    answer = client.get(f"/learn/runs/{run.uuid}/enrol/")

    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"next=/learn/runs/{run.uuid}/enrol/")


def test_both_tracks_are_shown_with_price_and_what_it_buys(client: Client) -> None:
    signed_in(client)
    run = a_run()

    page = client.get(f"/learn/runs/{run.uuid}/enrol/").content.decode()

    assert "Pay 250 USD" in page
    assert "It does not buy a later run." in page
    assert "Start free of charge" in page


def test_an_ended_run_says_so_and_offers_no_button(client: Client) -> None:
    signed_in(client)
    run = a_run(ends_at=NOW)

    page = client.get(f"/learn/runs/{run.uuid}/enrol/").content.decode()

    assert "Course DD1 ended on" in page
    assert "Pay 250 USD" not in page
    assert "Start free of charge" not in page


def test_entering_an_ended_run_is_refused_in_words(client: Client) -> None:
    ada = signed_in(client)
    run = a_run(ends_at=NOW)

    answer = client.post(f"/learn/runs/{run.uuid}/enrol/")

    assert answer.status_code == 422
    assert "Your work is kept, but nothing can be added." in answer.content.decode()
    assert enrollment_in(ada, run) is None


def test_paying_leads_from_the_button_to_a_verified_place(client: Client) -> None:
    ada = signed_in(client)
    run = a_run()
    order = buy(client, run)

    bank = client.get(f"/learn/demo-bank/{order.uuid}/").content.decode()
    assert "No money moves" in bank
    client.post(f"/learn/demo-bank/{order.uuid}/", {"answer": "pay"})
    client.post(f"/learn/demo-bank/{order.uuid}/", {"answer": "pay"})

    place = enrollment_in(ada, run)
    assert place is not None
    assert track_of(place) is Track.VERIFIED
    assert (PaymentEvent.objects.count(), Right.objects.count()) == (1, 1)
    assert (
        "Your verified place is yours."
        in client.get(f"/learn/orders/{order.uuid}/").content.decode()
    )


def test_a_declined_card_is_said_and_another_may_be_tried(client: Client) -> None:
    signed_in(client)
    order = buy(client, a_run())

    client.post(f"/learn/demo-bank/{order.uuid}/", {"answer": "decline"})

    page = client.get(f"/learn/orders/{order.uuid}/").content.decode()
    assert "The bank declined the card. Nothing was charged." in page
    assert "Try another card" in page


def test_a_refund_asked_on_the_page_is_on_its_way(client: Client) -> None:
    ada = signed_in(client)
    order = buy(client, a_run())
    client.post(f"/learn/demo-bank/{order.uuid}/", {"answer": "pay"})

    client.post(f"/learn/orders/{order.uuid}/refund/", {"reason": "moved"})

    assert order_of(ada, order.uuid).refund_asked is True
    assert (
        "Your refund is on the way." in client.get(f"/learn/orders/{order.uuid}/").content.decode()
    )


@pytest.mark.parametrize("path", ["learn/orders", "learn/demo-bank"])
def test_anothers_order_is_not_found(client: Client, path: str) -> None:
    signed_in(client, "Ada")
    order = buy(client, a_run())
    signed_in(client, "Ben")

    assert client.get(f"/{path}/{order.uuid}/").status_code == 404


def test_a_signed_notice_counts_and_a_forged_one_does_not(client: Client) -> None:
    ada = signed_in(client)
    order = buy(client, a_run())
    event = demo_bank().decide(str(order.uuid), Kind.CAPTURED, NOW)
    assert event is not None
    headers, body = demo_bank().notice(event)

    forged = Client(enforce_csrf_checks=True).post(
        "/api/payments/demo/", body + b" ", content_type="application/json", headers=headers
    )
    assert (forged.status_code, order_of(ada, order.uuid).state) == (400, OrderState.PENDING)

    genuine = Client(enforce_csrf_checks=True).post(
        "/api/payments/demo/",
        body,
        content_type="application/json",
        headers={SIGNATURE: headers[SIGNATURE]},
    )
    assert (genuine.status_code, order_of(ada, order.uuid).state) == (204, OrderState.PAID)


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_of_orders_asks_the_same_number_of_queries(
    client: Client, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client)
    for number in range(size):
        buy(client, a_run(f"DD{number}"))

    with django_assert_num_queries(4):  # session, person, orders, their events
        page = client.get("/learn/orders/").content.decode()

    assert page.count('<th scope="row">') == size


def test_leaving_closes_the_place(client: Client) -> None:
    ada = signed_in(client)
    run = a_run()
    place = enroll(learner=ada, run=run, now=NOW)

    client.post(f"/learn/{place.uuid}/leave/")

    assert enrollment_in(ada, run) is None


def test_a_reason_that_no_database_holds_is_kept_without_its_odd_sign(client: Client) -> None:
    signed_in(client)
    order = buy(client, a_run())
    client.post(f"/learn/demo-bank/{order.uuid}/", {"answer": "pay"})

    answer = client.post(f"/learn/orders/{order.uuid}/refund/", {"reason": "no\0 time"})

    assert answer.status_code == 302
    assert Refund.objects.get().reason == "no time"
