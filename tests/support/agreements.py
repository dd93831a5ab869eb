"""Agreements for tests: the demonstration's two, published beside its program."""

from datetime import datetime
from pathlib import Path

from gradus.pathways.actions import publish_agreement
from gradus.pathways.models import AgreementVersion
from tests.support.programs import CONTENT, DEMO
from tests.support.rows import NOW

FOLDER = CONTENT / "programs" / DEMO / "agreements"


def agreement_text(partner: str) -> str:
    return (FOLDER / f"{partner}.yaml").read_text("utf-8")


def an_agreement(
    partner: str = "northgate", text: str = "", now: datetime = NOW
) -> AgreementVersion:
    """The agreement with a partner; its program must be there."""
    degree = Path(f"{partner}.degree.yaml")
    return publish_agreement(
        text=text or agreement_text(partner),
        source=f"{partner}.yaml",
        degree_text=(FOLDER / degree).read_text("utf-8"),
        degree_source=degree.name,
        now=now,
    )
