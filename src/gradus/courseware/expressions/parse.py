"""Text to an expression: a Pratt parser that writes the steps of a stack machine.

The language is that of numerical and formula answers in OLX courses. Only a literal number
carries a sign of its own, so `-2^2` is -4 and `1*-2^2` is 4; `^` binds to the right;
`a||b` is the parallel sum. Nothing here evaluates Python.
"""

import re
from dataclasses import dataclass
from typing import Final

from gradus.courseware.faults import InvalidInput
from gradus.lib.refusal import words

LONGEST: Final = 2_000
DEEPEST: Final = 100
LONGEST_NUMBER: Final = 400

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:\s*[eE]\s*[+-]?\s*[0-9]+)?(?:\s*%)?)
    | (?P<name>[A-Za-z](?:[A-Za-z0-9]*_\{[A-Za-z0-9]*\}(?:\^\{[A-Za-z0-9]*\})?|[A-Za-z0-9_]*)'*)
    | (?P<sign>\|\||[-+*/^()])
    | (?P<strange>\S)
    )""",
    re.VERBOSE,
)
_BINDS: Final = {"+": 10, "-": 10, "*": 20, "/": 20, "||": 30, "^": 40}
_RIGHT: Final = 40

Number = int | float


@dataclass(frozen=True, slots=True)
class Name:
    """Push the value of a variable or constant."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """Apply a function to the top of the stack."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Combine the topmost `arity` values."""

    symbol: str
    arity: int


Step = int | float | Name | Call | Operation


@dataclass(frozen=True, slots=True)
class Expression:
    """Steps in reverse Polish order, and the text they were read from."""

    text: str
    steps: tuple[Step, ...]


def parse(text: str) -> Expression:
    """Read a text; a text that cannot be read is an `InvalidInput` in words."""
    if len(text) > LONGEST:
        raise InvalidInput(
            "expression.long",
            words("This is {length} characters long; at most {limit} can be read."),
            length=len(text),
            limit=LONGEST,
        )
    _check_parentheses(text)
    return Expression(text, _Reader(text).read())


def number(text: str) -> Number:
    """The value of one unsigned literal: digits, point, exponent, per cent sign."""
    plain = "".join(text.split())
    percent = plain.endswith("%")
    plain = plain.rstrip("%")
    if len(plain) > LONGEST_NUMBER:
        raise InvalidInput("expression.large", words("A number here is too long to be computed."))
    value: Number = int(plain) if plain.isdigit() else float(plain)
    try:
        return value / 100 if percent else value
    except OverflowError:
        raise InvalidInput(
            "expression.large", words("A number here is too large to be computed.")
        ) from None


def _check_parentheses(text: str) -> None:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            raise InvalidInput(
                "expression.parentheses",
                words("After “{before}” a parenthesis is closed that was never opened."),
                before=text[:place].strip(),
            )
    if depth:
        raise InvalidInput(
            "expression.parentheses",
            words("Parentheses do not match: {count} opened but never closed."),
            count=depth,
        )


class _Reader:
    """One pass over the tokens; `self.steps` grows as operands and operators are met."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            (m.lastgroup, m.group(m.lastgroup)) for m in _TOKEN.finditer(text) if m.lastgroup
        ]
        self.place = 0
        self.depth = 0
        self.steps: list[Step] = []

    def read(self) -> tuple[Step, ...]:
        self.expression()
        if self.place < len(self.tokens):
            raise self.unreadable()
        return tuple(self.steps)

    def peek(self) -> tuple[str | None, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else (None, "")

    def expression(self) -> None:
        """`[sign] product { sign product }`."""
        sign = self.peek()[1]
        if sign in ("+", "-"):
            self.place += 1
            self.climb(_BINDS["*"])
            if sign == "-":
                self.steps.append(Operation("negate", 1))
            self.operators(0)
        else:
            self.climb(0)

    def climb(self, least: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise InvalidInput(
                "expression.deep",
                words("This is nested more than {limit} levels deep."),
                limit=DEEPEST,
            )
        self.operand()
        self.operators(least)
        self.depth -= 1

    def operators(self, least: int) -> None:
        while (binds := _BINDS.get(symbol := self.peek()[1], -1)) >= max(least, 1):
            if symbol == "||":
                self.parallel()
                continue
            self.place += 1
            self.climb(binds if binds == _RIGHT else binds + 1)
            self.steps.append(Operation(symbol, 2))

    def parallel(self) -> None:
        count = 1
        while self.peek()[1] == "||":
            self.place += 1
            self.climb(_BINDS["||"] + 1)
            count += 1
        self.steps.append(Operation("||", count))

    def operand(self) -> None:
        kind, word = self.peek()
        self.place += 1
        if kind == "number":
            self.steps.append(number(word))
        elif kind == "name":
            self.name(word)
        elif word == "(":
            self.group()
        elif word in ("+", "-") and self.peek()[0] == "number":
            value = number(self.peek()[1])
            self.place += 1
            self.steps.append(-value if word == "-" else value)
        else:
            self.place -= 1
            raise self.unreadable()

    def name(self, name: str) -> None:
        if self.peek()[1] == "(":
            self.place += 1
            self.group()
            self.steps.append(Call(name))
        else:
            self.steps.append(Name(name))

    def group(self) -> None:
        self.expression()
        if self.peek()[1] != ")":
            raise self.unreadable()
        self.place += 1

    def unreadable(self) -> InvalidInput:
        kind, word = self.peek()
        following = self.tokens[self.place + 1][0] if self.place + 1 < len(self.tokens) else None
        if word == "-" and following == "name" and self.place:
            return InvalidInput(
                "expression.sign",
                words("Only a number may follow “{before}-”: put the rest in parentheses."),
                before=self.tokens[self.place - 1][1],
            )
        if word in (",", ";"):
            return InvalidInput(
                "expression.comma",
                words("“{text}” has a comma: write decimals with a point, and one number only."),
                text=self.text.strip(),
            )
        if kind is None:
            return InvalidInput(
                "expression.syntax", words("“{text}” ends too early."), text=self.text.strip()
            )
        return InvalidInput(
            "expression.syntax",
            words("“{text}” cannot be read as a number or expression: see “{token}”."),
            text=self.text.strip(),
            token=word,
        )
