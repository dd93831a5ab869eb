"""The demonstration bank: no money moves, and every page of it says so.

It keeps its own ledger outside our database, as a real bank would: one file for each thing
that happened, made with exclusive creation, so that two clicks at once capture once. Notices
are signed with HMAC-SHA-256 over their exact bytes.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlencode
from uuid import UUID

from gradus.lib.money import Money
from gradus.payments.providers.base import Checkout, Event, NotGenuine
from gradus.payments.rules.orders import Kind

SIGNATURE = "X-Demo-Bank-Signature"


class DemoBank:
    """A payment provider that lives in a folder."""

    name = "demo"

    def __init__(self, ledger: Path, secret: str, page: str = "/learn/demo-bank/") -> None:
        self._ledger = ledger
        self._secret = secret.encode()
        self._page = page

    def create_checkout(self, checkout: Checkout, return_to: str) -> str:
        """Open the account of the order and name the bank's page."""
        self._write(
            checkout.reference,
            "opened",
            {
                "amount": checkout.amount.minor,
                "currency": checkout.amount.currency,
                "title": checkout.title,
                "return_to": return_to,
            },
        )
        return f"{self._page}{checkout.reference}/?{urlencode({'back': return_to})}"

    def decide(self, reference: str, kind: Kind, now: datetime) -> Event | None:
        """The buyer pays, or the card is declined; None when the bank knows no such order.

        A captured order stays captured: a second click returns the first event.
        """
        opened = self._read(reference, "opened")
        if opened is None:
            return None
        captured = self._event(reference, "captured")
        if captured is not None:
            return captured
        name = kind.value if kind is Kind.CAPTURED else f"{kind.value}-{now:%Y%m%d%H%M%S%f}"
        self._write(reference, name, {**opened, "kind": kind.value, "at": now.isoformat()})
        return self._event(reference, name)

    def notice(self, event: Event) -> tuple[Mapping[str, str], bytes]:
        """The signed notice that the bank would send us about an event."""
        body = json.dumps(
            {
                "id": event.event_id,
                "reference": event.reference,
                "kind": event.kind.value,
                "amount": event.amount.minor,
                "currency": event.amount.currency,
                "at": event.occurred_at.isoformat(),
            }
        ).encode()
        return {SIGNATURE: self._sign(body)}, body

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> tuple[Event, ...]:
        """Believe a notice only with our signature over exactly these bytes."""
        given = headers.get(SIGNATURE, "").encode()
        if not hmac.compare_digest(self._sign(body).encode(), given):
            raise NotGenuine(self.name)
        said = json.loads(body)
        return (
            Event(
                event_id=said["id"],
                reference=said["reference"],
                kind=Kind(said["kind"]),
                amount=Money(said["amount"], said["currency"]),
                occurred_at=datetime.fromisoformat(said["at"]),
            ),
        )

    def fetch(self, reference: str) -> tuple[Event, ...]:
        """Every event in the ledger of an order."""
        folder = self._folder(reference)
        names = sorted(path.stem for path in folder.glob("*.json")) if folder.is_dir() else []
        events = (self._event(reference, name) for name in names if name != "opened")
        return tuple(event for event in events if event is not None)

    def refund(self, reference: str, amount: Money, key: str, now: datetime) -> Event:
        """Note a refund once for each key."""
        name = f"refunded-{key}"
        self._write(
            reference,
            name,
            {
                "amount": amount.minor,
                "currency": amount.currency,
                "kind": Kind.REFUNDED.value,
                "at": now.isoformat(),
            },
        )
        event = self._event(reference, name)
        if event is None:
            msg = f"The demo bank lost refund {key} of {reference}."
            raise FileNotFoundError(msg)
        return event

    def _sign(self, body: bytes) -> str:
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()

    def _folder(self, reference: str) -> Path:
        return self._ledger / str(UUID(reference))

    def _write(self, reference: str, name: str, entry: Mapping[str, object]) -> None:
        """Add an entry unless it is there; whole or not at all, even if the process dies."""
        folder = self._folder(reference)
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=folder, suffix=".draft") as draft:
            json.dump(entry, draft)
            draft.flush()
            with suppress(FileExistsError):
                (folder / f"{name}.json").hardlink_to(draft.name)

    def _read(self, reference: str, name: str) -> dict[str, str] | None:
        path = self._folder(reference) / f"{name}.json"
        return json.loads(path.read_text()) if path.exists() else None

    def _event(self, reference: str, name: str) -> Event | None:
        entry = self._read(reference, name)
        if entry is None:
            return None
        return Event(
            event_id=f"demo-{reference}-{name}",
            reference=reference,
            kind=Kind(entry["kind"]),
            amount=Money(int(entry["amount"]), entry["currency"]),
            occurred_at=datetime.fromisoformat(entry["at"]),
        )
