"""What is installed from a wheel needs what the checkout needs."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_package_asks_for_what_the_run_requirements_ask_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    lines = (ROOT / "requirements" / "run.in").read_text().splitlines()
    assert asked == [line for line in lines if line and not line.startswith("#")]
