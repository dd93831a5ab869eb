"""The agreement of the format's own example, and Maya."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from gradus.lib.conditions.reading import Reader
from gradus.lib.documents import Document, read_document
from gradus.lib.terms import Json
from gradus.pathways.rules.agreement import Agreement
from gradus.pathways.rules.agreement_file import read_agreement
from gradus.pathways.rules.credit import Evaluation, Situation, Use, evaluate
from gradus.pathways.rules.degree import Degree
from gradus.pathways.rules.vectors import situation

ROOT = Path(__file__).parents[2]
DATA = Path(__file__).parent / "data"


def schema(name: str) -> dict[str, Json]:
    text = (ROOT / "content" / "schemas" / f"{name}.schema.json").read_text()
    found: dict[str, Json] = json.loads(text)
    return found


def read(path: Path, kind: str) -> Document:
    return read_document(path.read_text(), schema=schema(kind), file=path.name)


@cache
def northgate() -> tuple[Json, Agreement, Degree]:
    degree = Degree.read(read(DATA / "northgate-msads.degree.yaml", "degree").data)
    data = read(DATA / "northgate-msads.yaml", "agreement").data
    return data, read_agreement(data, degree), degree


def case(name: str) -> Situation:
    document = Reader(northgate()[0])
    vectors = {v.at("name").text(): v for v in document.at("vectors").items()}
    return situation(document, vectors[name])


def judged(name: str, ledger: tuple[Use, ...] = ()) -> Evaluation:
    _, agreement, degree = northgate()
    found = case(name)
    return evaluate(agreement, degree, replace(found, ledger=ledger or found.ledger))
