"""A file is wrong: where, why, and what mends it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one authored file. Lines and columns count from 1; 0 is "not known"."""

    file: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = ":".join([self.file, *(str(part) for part in (self.line, self.column) if part)])
        return f"{place}: {self.what} {self.remedy}".rstrip()


class Faulty(Exception):
    """An authored file cannot be used; every fault found in it is told at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
