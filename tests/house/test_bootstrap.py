"""./gradus: it prepares once, says what is missing, and hands over to the command line."""

import os
import shutil
import subprocess
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "gradus"
SAYS = "import os, sys; print('said', *sys.argv[1:], os.path.basename(os.getcwd()))"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no packages and has one module."""
    folder = tmp_path / "checkout"
    (folder / "requirements").mkdir(parents=True)
    (folder / "requirements" / "run.txt").touch()
    (folder / "requirements" / "test.txt").touch()
    package = folder / "src" / "gradus" / "management"
    package.mkdir(parents=True)
    (package / "cli.py").write_text(SAYS)
    shutil.copy(SCRIPT, folder / "gradus")
    return folder


def call(checkout: Path, *words: str) -> tuple[str, str]:
    done = subprocess.run(
        [str(checkout / "gradus"), *words], cwd=checkout.parent, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if not line.startswith("WARNING")]
    return done.stdout.strip(), "\n".join(told)


def script() -> ModuleType:
    spec = spec_from_loader("bootstrap", SourceFileLoader("bootstrap", str(SCRIPT)))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_environment_is_made_once_and_again_when_the_pins_change(checkout: Path) -> None:
    here = checkout.parent.name
    once = "Preparing the environment in .venv from requirements/run.txt; this happens once."
    assert call(checkout, "load", "x") == (f"said load x {here}", once)
    assert call(checkout, "load", "x") == (f"said load x {here}", "")
    (checkout / "requirements" / "run.txt").write_text("# nothing, said otherwise\n")
    assert call(checkout, "demo") == (f"said demo {here}", once)


def test_an_interrupted_preparation_is_begun_again(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").write_text("half a file")
    assert call(checkout, "demo")[0].startswith("said demo")


def test_without_a_command_it_says_what_there_is(checkout: Path) -> None:
    done = subprocess.run([str(checkout / "gradus")], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "./gradus demo [--port N]" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_missing_venv_module_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap = script()
    monkeypatch.setattr(bootstrap, "works", lambda *_: False)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        bootstrap.require_venv()


def test_an_old_python_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap = script()
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    monkeypatch.setattr(bootstrap, "NEWER", ())
    with pytest.raises(SystemExit, match=r"Gradus needs Python 99\.0 or newer"):
        bootstrap.require_python()


def test_it_can_be_run() -> None:
    assert os.access(SCRIPT, os.X_OK)
