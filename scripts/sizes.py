"""Print how long functions, files and templates are; fail beyond what nobody reads willingly."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SOURCE = Path("src/gradus")


@dataclass(frozen=True)
class Budget:
    """In lines. Above `most` the check fails; the other two are reported."""

    middle: int
    nineteen_of_twenty: int
    most: int


FUNCTIONS = Budget(10, 40, 60)
FILES = Budget(90, 350, 500)
PAGES = Budget(30, 200, 400)


def main() -> None:
    files = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
    functions = {name: size for path in files for name, size in functions_of(path)}
    good = [
        report("functions", functions, FUNCTIONS),
        report("files", {str(path): lines(path) for path in files}, FILES),
        report("templates", {str(p): lines(p) for p in SOURCE.rglob("*.html")}, PAGES),
    ]
    sys.exit(0 if all(good) else 1)


def functions_of(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            end = node.end_lineno or node.lineno
            yield f"{path}:{node.lineno} {node.name}", end - node.lineno + 1


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def report(noun: str, sizes: dict[str, int], budget: Budget) -> bool:
    """Print the figures beside their budget and name what is beyond it."""
    ordered = sorted(sizes.values()) or [0]
    high = ordered[int(len(ordered) * 0.95)] if len(ordered) > 1 else ordered[0]
    print(
        f"{noun:10} {len(sizes):5}   median {median(ordered):4.0f} (budget {budget.middle})"
        f"   95 % {high:4} ({budget.nineteen_of_twenty})   longest {ordered[-1]:4} ({budget.most})"
    )
    over = [f"  {size} lines: {name}" for name, size in sizes.items() if size > budget.most]
    print("\n".join(over), end="\n" if over else "")
    return not over


if __name__ == "__main__":
    main()
