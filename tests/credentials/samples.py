"""Ada's award at a fictitious university, a throwaway key, and the independent verifier."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gradus.credentials.rules import did, status
from gradus.credentials.rules.achievement import (
    Achievement,
    Alignment,
    Earned,
    Evidence,
    Issuer,
    Measure,
    Picture,
    Recipient,
    achievement_document,
    credential,
)
from gradus.credentials.rules.findings import Report
from gradus.credentials.rules.moments import stamp
from gradus.credentials.rules.proof import signed
from gradus.credentials.rules.verify import verify
from gradus.lib.canonical_json import written
from gradus.lib.terms import Json

Doc: TypeAlias = dict[str, Any]

CHECKS = Path(__file__).parents[2] / ".." / "shared" / "checks" / "credential-verifier"
EXAMPLES = CHECKS / "examples"
ORIGIN = "https://credentials.example.edu"
NOW = datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
LIST = f"{ORIGIN}/status/harborview/revocation/1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = did.multibase(KEY.public_key().public_bytes_raw())
DID = did.did_web(ORIGIN, "harborview")
METHOD = f"{DID}#{PUBLIC}"
ISSUER = Issuer(
    did=DID,
    name="Harborview University (fictitious)",
    url="https://www.example.edu",
    email="registrar@example.edu",
    image=Picture(f"{ORIGIN}/issuers/harborview/logo.png", "Seal"),
)
ACHIEVEMENT = Achievement(
    url=f"{ORIGIN}/achievements/decisions-with-data/1",
    name="Program Credential in Decisions with Data",
    description="Four graduate-level courses and a capstone; 12.5 US semester credits.",
    narrative="Pass **all four** courses with 60 % or more.\nPass the capstone with 60 % or more.",
    code="PC-DD",
    version="1",
    field="Data analysis",
    specialization="Decisions",
    language="en",
    credits=Decimal("12.5"),
    tags=("statistics", "graduate"),
    measures=(
        Measure("overall", "Overall score", Decimal(60)),
        Measure("DD1", "DD1 final grade", Decimal(60)),
    ),
    alignments=(
        Alignment("ceterms:Credential", "MSc, advanced standing", "https://partner.example/msc"),
    ),
)
ADA = Earned(
    url=f"{ORIGIN}/credentials/7d1f3a52-6c0e-4b8e-9a41-2f5d80c3e6b7",
    recipient=Recipient("Ada Núñez-O'Brien", " Ada@Example.org ", "9f2c41d07be8356a"),
    results=(("overall", Decimal(87)), ("DD1", Decimal("84.500000"))),
    awarded_at=NOW,
    valid_from=NOW,
    started_at=datetime(2025, 9, 1, tzinfo=UTC),
    ended_at=datetime(2026, 5, 20, tzinfo=UTC),
    evidence=(
        Evidence(
            f"{ORIGIN}/evidence/1", "Capstone", "Marked problems; identity not checked.", "Project"
        ),
    ),
)


def document(
    achievement: Achievement = ACHIEVEMENT, earned: Earned = ADA, index: int = 41234
) -> dict[str, Json]:
    """Ada's unsigned credential."""
    place = status.Entry(LIST, index)
    published = achievement_document(ISSUER, achievement)
    return credential(issuer=ISSUER, achievement=published, earned=earned, place=place)


def sign(
    unsigned: Mapping[str, Json], *, key: Ed25519PrivateKey = KEY, method: str = METHOD
) -> Doc:
    """The document signed at the sample moment."""
    return signed(unsigned, method=method, created=stamp(NOW), sign=key.sign)


def status_list(*revoked: int, now: datetime = NOW) -> Doc:
    """The issuer's signed list with these bits set."""
    unsigned = status.list_document(url=LIST, issuer=DID, revoked=revoked, now=now)
    return sign(unsigned)


def documents(*revoked: int) -> dict[str, Json]:
    """What the issuer's domain serves."""
    return {did.document_url(DID): did.did_document(DID, [PUBLIC]), LIST: status_list(*revoked)}


def judge(
    value: "Json | bytes", served: Mapping[str, Json] | None = None, now: datetime = NOW
) -> Report:
    """Our own verifier's report."""
    text = value if isinstance(value, bytes) else written(value)
    return verify(text, documents=documents() if served is None else served, own={}, now=now)


def codes(report: Report) -> list[str]:
    """The codes of all findings."""
    return [finding.code for finding in report.findings]


def independent(path: Path, *options: str) -> str:
    """`VALID` or `INVALID` by the independent verifier; skips where it is not installed."""
    folder = os.environ.get("GRADUS_CREDENTIAL_VERIFIER", "")
    node = shutil.which("node")
    if not node or not (Path(folder) / "node_modules").is_dir() or not folder:
        pytest.skip("GRADUS_CREDENTIAL_VERIFIER names no installed verifier, or node is absent")
    command = [node, str(Path(folder) / "verify.mjs"), str(path), *options]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode in {0, 1}, ran.stderr
    return ran.stdout.splitlines()[0]


def independent_verdict(value: "Json | bytes", folder: Path, *revoked: int) -> str:
    """The independent verdict with our DID document and a list of today, which it insists on."""
    options = []
    listed = status_list(*revoked, now=datetime.now(UTC))
    for name, part in (("did", did.did_document(DID, [PUBLIC])), ("list", listed)):
        (folder / f"{name}.json").write_bytes(written(part))
        options += ["--doc", str(folder / f"{name}.json")]
    path = folder / "credential.json"
    path.write_bytes(value if isinstance(value, bytes) else written(value))
    return independent(path, *options, "--now", stamp(NOW))


def example(name: str) -> Doc:
    """A shared example file; skips where the shared folder is absent."""
    if not EXAMPLES.is_dir():
        pytest.skip("the shared examples are not beside this checkout")
    found: Doc = json.loads((EXAMPLES / name).read_text())
    return found
