"""kill -9 of the server while people answer and pay: nothing acknowledged is lost or doubled."""

import random
import re
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.support.server import Server
from tests.support.visitor import Visitor, form_of

COURSE = Path(__file__).parents[2] / "benchmarks" / "course"
BENCH = "course-v1:Gradus+BENCH+2026"
PAID = "course-v1:Harborview+DD1+2026"
KILLS = 3
LONGEST_LIFE = 1.5
OF_OURS = "JOIN gradus_user u ON u.id = o.buyer_id WHERE u.email LIKE '%-________@example.org'"
ORDERS = f"SELECT count(*) FROM gradus_order o {OF_OURS}"  # noqa: S608 - literals of this file
RIGHTS = ORDERS.replace("o JOIN", "o JOIN gradus_right r ON r.order_id = o.id JOIN")
EVENTS = ORDERS.replace("o JOIN", "o JOIN gradus_paymentevent e ON e.order_id = o.id JOIN")


def ask(server: Server, sql: str) -> list[tuple[object, ...]]:
    if server.database:
        with psycopg.connect(server.database, autocommit=True) as connection:
            return connection.execute(sql).fetchall()
    with sqlite3.connect(server.data / "gradus.sqlite3", timeout=20) as file:
        return file.execute(sql).fetchall()


def address_of(server: Server, key: str) -> str:
    [(found,)] = ask(server, f"SELECT uuid FROM gradus_courserun WHERE key = '{key}'")  # noqa: S608 - literals of this file
    return f"/learn/runs/{uuid.UUID(str(found))}/enrol/"


@dataclass
class Diligent:
    """Somebody who sends one form after another, and again when no answer came."""

    visitor: Visitor
    path: str
    values: dict[str, str]
    acknowledged: list[str] = field(default_factory=list)

    def send(self, token: str) -> bool:
        """Send the form of this token; whether an answer came."""
        try:
            self.visitor.timed_post(self.path, {**self.values, "token": token})
        except httpx.TransportError:
            return False
        self.acknowledged.append(token)
        return True

    def work(self, stopping: threading.Event) -> None:
        token = str(uuid.uuid4())
        while not stopping.is_set():
            if self.send(token):
                token = str(uuid.uuid4())
            else:
                time.sleep(0.05)
        while not self.send(token):
            time.sleep(0.05)


def kill_and_start_again(server: Server, people: list[Diligent]) -> None:
    """Let everybody work while the server is killed three times, at moments nobody chose."""
    dice, stopping = random.Random(2026), threading.Event()
    threads = [threading.Thread(target=one.work, args=(stopping,)) for one in people]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(dice.uniform(0.2, LONGEST_LIFE))
        server.kill()
        server.start()
    stopping.set()
    for thread in threads:
        thread.join()


def newcomer(server: Server, name: str) -> Visitor:
    visitor = Visitor(server.url)
    visitor.sign_up(name)
    return visitor


@pytest.mark.journey
def test_answers_acknowledged_before_a_kill_are_there_once(server: Server) -> None:
    server.run("load", str(COURSE))
    server.start()
    people = []
    for name in ("Ada", "Ben", "Chen"):
        visitor = newcomer(server, name)
        page = visitor.get(address_of(server, BENCH))
        outline = visitor.send(page, "/enrol/")
        unit = visitor.follow(outline, r"/learn/[0-9a-f-]{36}/unit/")
        form = form_of(unit, r"/learn/[0-9a-f-]{36}/.+/.+/$")
        names = set(form.fields_filled) - {"token", "csrfmiddlewaretoken"}
        path = form.address.removeprefix(server.url)
        people.append(Diligent(visitor, path, dict.fromkeys(names, "9.75")))
    kill_and_start_again(server, people)
    kept = [str(uuid.UUID(str(t))) for (t,) in ask(server, "SELECT token FROM gradus_submission")]
    sent = [token for one in people for token in one.acknowledged]
    assert len(sent) > KILLS
    assert sorted(kept) == sorted(sent)


@pytest.mark.journey
def test_a_payment_made_while_the_server_was_killed_counts_once(server: Server) -> None:
    server.run("demo_data")
    server.start()
    orders: list[Callable[[], None]] = []
    dice = random.Random(2027)
    for name in ("Ada", "Ben", "Chen", "Dora"):
        visitor = newcomer(server, name)
        page = visitor.get(address_of(server, PAID))
        orders.append(_buying(visitor, form_of(page, "/buy/").address.removeprefix(server.url)))
    threads = [threading.Thread(target=buy) for buy in orders]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(dice.uniform(0.05, 0.4))
        server.kill()
        server.start()
    for thread in threads:
        thread.join()
    counts = [ask(server, sql) for sql in (ORDERS, RIGHTS, EVENTS)]
    assert counts == [[(4,)], [(4,)], [(4,)]]


def _buying(visitor: Visitor, path: str) -> Callable[[], None]:
    """Order, pay and come back, trying each step again until it is answered."""
    token = str(uuid.uuid4())

    def again(step: Callable[[], httpx.Response]) -> httpx.Response:
        while True:
            try:
                return step()
            except httpx.TransportError:
                time.sleep(0.05)

    def buy() -> None:
        bank = again(lambda: visitor.post(path, {"token": token}))
        asked = re.sub(r"\?.*", "", bank.url.path)
        again(lambda: visitor.post(asked, {"answer": "pay"}))

    return buy
