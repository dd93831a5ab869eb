"""The docs name every model, setting and command."""

import re
from pathlib import Path

import gradus.models
from gradus.config import settings

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
OPERATORS = (ROOT / "docs" / "operators.md").read_text()
SETTINGS = Path(settings.__file__).read_text()
COMMANDS = settings.PACKAGE / "management" / "commands"


def test_every_model_is_in_the_glossary() -> None:
    missing = [name for name in gradus.models.__all__ if not re.search(rf"\b{name}\b", GLOSSARY)]
    assert missing == []


def test_every_setting_from_the_environment_is_in_the_operators_guide() -> None:
    named = set(re.findall(r"GRADUS_[A-Z_]+\b", SETTINGS.replace("GRADUS_{name}", "")))
    secrets = {f"GRADUS_{name}" for name in re.findall(r'_secret\("([A-Z_]+)"\)', SETTINGS)}
    assert sorted(name for name in named | secrets if f"`{name}`" not in OPERATORS) == []


def test_every_setting_of_the_operators_guide_exists() -> None:
    described = set(re.findall(r"^\| `(GRADUS_[A-Z_]+)`", OPERATORS, re.MULTILINE))
    unknown = [name for name in described if name.removeprefix("GRADUS_") not in SETTINGS]
    assert sorted(unknown) == []


def test_every_command_is_in_the_operators_guide() -> None:
    commands = [path.stem for path in COMMANDS.glob("[!_]*.py")]
    assert [name for name in commands if f"`gradus {name}" not in OPERATORS] == []
