"""The examples in the law, in courseware and in lib are true."""

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import gradus

PURE = ("gradus.lib", "gradus.courseware")


def pure_modules() -> list[str]:
    """Every module of plain Python: rules, courseware, lib."""
    names = [found.name for found in pkgutil.walk_packages(gradus.__path__, "gradus.")]
    return [name for name in names if ".rules." in name or name.startswith(PURE)]


@pytest.mark.parametrize("name", pure_modules())
def test_the_examples_come_out_as_written(name: str) -> None:
    module: ModuleType = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
