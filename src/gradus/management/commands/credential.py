"""`gradus credential show|revoke|refresh|rotate`: the registrar's words on the command line."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from gradus.credentials.actions.keys import rotate_key
from gradus.credentials.actions.lists import refresh_lists
from gradus.credentials.actions.revoke import revoke
from gradus.credentials.queries.held import for_registrar
from gradus.credentials.queries.issuers import issuing_institution
from gradus.lib.refusal import Refused


class Command(BaseCommand):
    help = "Show or withdraw a credential, sign stale status lists anew, or rotate a key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        show = words.add_parser("show", help="what is known of a credential")
        show.add_argument("uuid", type=UUID)
        take = words.add_parser("revoke", help="withdraw a credential, for ever")
        take.add_argument("uuid", type=UUID)
        take.add_argument("--reason", required=True)
        words.add_parser("refresh", help="sign every list whose edition is a day old")
        turn = words.add_parser("rotate", help="publish an issuer's next key; it signs in a day")
        turn.add_argument("institution")

    def handle(self, *, word: str, **given: object) -> None:
        now = datetime.now(UTC)
        try:
            self.stdout.write(WORDS[word](given, now))
        except ObjectDoesNotExist:
            raise CommandError("There is no such credential or issuer.") from None
        except Refused as refused:
            raise CommandError(str(refused)) from None


def _show(given: dict[str, object], _: datetime) -> str:
    held = for_registrar(UUID(str(given["uuid"])))
    lines = {
        "Credential": held.address,
        "For": held.award.recipient_name,
        "Asserts": str(held.achievement["name"]),
        "State": held.state,
        "Place": f"{held.row.status_list} number {held.row.status_index}",
        "SHA-256": held.signed.sha256 if held.signed else "not signed yet",
        "Withdrawn": held.revocation.reason if held.revocation else "no",
    }
    return "\n".join(f"{name:<11} {value}" for name, value in lines.items())


def _revoke(given: dict[str, object], now: datetime) -> str:
    row = revoke(uuid=UUID(str(given["uuid"])), reason=str(given["reason"]), by=None, now=now)
    return f"Withdrawn: {row.credential}. Its status list is signed anew."


def _refresh(_: dict[str, object], now: datetime) -> str:
    return f"Lists signed anew: {refresh_lists(now=now)}."


def _rotate(given: dict[str, object], now: datetime) -> str:
    institution = issuing_institution(str(given["institution"]))
    row = rotate_key(institution=institution, now=now)
    return f"Published {row.public_multibase}; it signs from {row.signs_from:%F %H:%M} UTC."


WORDS = {"show": _show, "revoke": _revoke, "refresh": _refresh, "rotate": _rotate}
