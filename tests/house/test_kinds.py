"""Each registered kind has its test and a word in the docs."""

import json
from pathlib import Path

from django.conf import settings

from gradus.courseware.problems.registry import RESPONSES
from gradus.lib.conditions.registry import KINDS
from gradus.payments.providers.registry import PROVIDERS

ROOT = Path(__file__).parents[2]
AUTHORS = (ROOT / "docs" / "authors.md").read_text()
OPERATORS = (ROOT / "docs" / "operators.md").read_text()
SCHEMAS = settings.CONTENT_DIR / "schemas"
MARKED = {tag: kind for tag, kind in RESPONSES.items() if kind is not None}


def test_each_problem_kind_has_a_test_of_its_own() -> None:
    modules = {kind.__module__.rpartition(".")[2] for kind in MARKED.values()}
    folder = ROOT / "tests" / "courseware" / "problems"
    assert [name for name in modules if not (folder / f"test_{name}.py").exists()] == []


def test_each_problem_kind_is_explained_to_authors() -> None:
    assert [tag for tag in MARKED if f"`{tag}`" not in AUTHORS] == []


def test_each_condition_is_explained_to_authors() -> None:
    assert [name for name in KINDS if f"`{name}:" not in AUTHORS] == []


def test_schemas_and_registry_know_the_same_conditions() -> None:
    schema = json.loads((SCHEMAS / "agreement.schema.json").read_text())
    told = set(schema["$defs"]["condition"]["properties"]) - {"clause"}
    assert told == set(KINDS)


def test_each_payment_provider_is_named_to_operators() -> None:
    assert [name for name in PROVIDERS if f"`{name}`" not in OPERATORS] == []
