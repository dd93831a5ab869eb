"""An expression and its variables to a number: a stack machine with bounded numbers."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Final

from gradus.courseware.expressions.functions import CONSTANTS, FUNCTIONS, GENEROUS, Value
from gradus.courseware.expressions.parse import Call, Expression, Name, Operation, Step, parse
from gradus.courseware.faults import InvalidInput
from gradus.lib.refusal import words

LARGEST_BITS: Final = 1_023
NOTHING: Final[Mapping[str, Value]] = {}


def evaluate(
    expression: Expression,
    variables: Mapping[str, Value] = NOTHING,
    *,
    case: bool = True,
    generous: bool = False,
) -> Value:
    """Compute. `case=False` ignores the case of names; `generous` lets `fact` take 5.0.

    Raises `InvalidInput` for unknown names, division by zero and numbers too large.
    An expression without any step (blank text) is NaN.
    """
    if not expression.steps:
        return math.nan
    scope = _Scope(variables, case=case, generous=generous)
    stack: list[Value] = []
    try:
        for step in expression.steps:
            _apply(step, stack, scope)
    except ZeroDivisionError:
        raise InvalidInput("expression.division", words("This divides by zero.")) from None
    except OverflowError:
        raise _too_large() from None
    return stack[0]


def value_of(text: str, *, case: bool = True, generous: bool = False) -> Value:
    """Read and compute in one go, without variables."""
    if not text.strip():
        return math.nan
    return evaluate(parse(text), case=case, generous=generous)


class _Scope:
    """What names mean: the problem's variables hide the constants."""

    def __init__(self, variables: Mapping[str, Value], *, case: bool, generous: bool) -> None:
        self.fold = _as_is if case else str.lower
        self.functions = GENEROUS if generous else FUNCTIONS
        self.variables = CONSTANTS | {self.fold(n): v for n, v in variables.items()}

    def variable(self, name: str) -> Value:
        try:
            return self.variables[self.fold(name)]
        except KeyError:
            raise self.unknown(name, self.variables) from None

    def function(self, name: str) -> Callable[[Value], Value]:
        try:
            return self.functions[self.fold(name)]
        except KeyError:
            pass
        if self.fold(name) in self.variables:
            raise InvalidInput(
                "expression.function",
                words("“{name}” is a variable, not a function: did you forget “*”?"),
                name=name,
            )
        raise self.unknown(name, self.functions)

    @staticmethod
    def unknown(name: str, known: Mapping[str, object]) -> InvalidInput:
        similar = next((other for other in known if other.lower() == name.lower()), None)
        if similar is not None:
            return InvalidInput(
                "expression.name",
                words("“{name}” is not known here: did you mean “{similar}”?"),
                name=name,
                similar=similar,
            )
        return InvalidInput("expression.name", words("“{name}” is not known here."), name=name)


def _as_is(name: str) -> str:
    return name


def _apply(step: Step, stack: list[Value], scope: _Scope) -> None:
    if isinstance(step, Operation):
        arguments = stack[-step.arity :]
        del stack[-step.arity :]
        stack.append(_bounded(_OPERATIONS[step.symbol](*arguments)))
    elif isinstance(step, Call):
        stack.append(scope.function(step.name)(stack.pop()))
    elif isinstance(step, Name):
        stack.append(scope.variable(step.name))
    else:
        stack.append(_bounded(step))


def _power(base: Value, exponent: Value) -> Value:
    if isinstance(base, int) and isinstance(exponent, int) and abs(base) > 1:
        if exponent > 0 and base.bit_length() * exponent > 2 * LARGEST_BITS:
            raise _too_large()
        if exponent < 0:
            base = float(base)
    result: Value = base**exponent
    return result


def _parallel(*values: Value) -> Value:
    if any(value == 0 for value in values):
        return math.nan
    return 1 / sum(1 / value for value in values)


def _bounded(value: Value) -> Value:
    if isinstance(value, int) and value.bit_length() > LARGEST_BITS:
        raise _too_large()
    return value


def _too_large() -> InvalidInput:
    return InvalidInput("expression.large", words("A number here is too large to be computed."))


_OPERATIONS: Final[dict[str, Callable[..., Value]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": _power,
    "||": _parallel,
    "negate": operator.neg,
}
