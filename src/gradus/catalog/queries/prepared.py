"""Hot queries, composed once per process.

Django spends more time on the SQL text than SQLite on the answer. Every room above may use this;
it knows nothing of any of them. A query is written as a function of its parameters, made with
stand-ins, and kept with the places where the stand-ins went; afterwards only the values change.
Only `field = value` may depend on a parameter, which is a whole number, a text or a UUID.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast
from uuid import UUID

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)
Parameter = int | str | UUID

STAND_INS: Final[dict[type, list[Parameter]]] = {
    int: [8_400_000_001, 8_400_000_002],
    str: ["\u241fone", "\u241ftwo"],
    UUID: [UUID(int=84), UUID(int=85)],
}


class Unprepared(RuntimeError):
    """A stand-in was not found in the SQL: the query does more with it than compare."""


@dataclass(frozen=True)
class _Ready:
    """What Django's row reader asks a queryset and its query for."""

    model: type[Model]
    db: str
    compiler: Any
    _known_related_objects: Any

    @property
    def query(self) -> "_Ready":
        return self

    def get_compiler(self, using: str) -> Any:  # noqa: ANN401 - Django's compilers are untyped
        return self.compiler if using == self.db else None


@dataclass(frozen=True)
class _Composed:
    """A query's SQL with the places of its parameters."""

    queryset: Any
    compiler: Any
    sql: str
    parameters: tuple[object, ...]
    places: tuple[int | None, ...]

    def rows(self, values: tuple[object, ...]) -> list[Model]:
        given = tuple(
            fixed if place is None else values[place]
            for fixed, place in zip(self.parameters, self.places, strict=True)
        )
        compiler = copy(self.compiler)
        compiler.connection = connections[self.compiler.using]
        compiler.as_sql = lambda *_args, **_options: (self.sql, given)
        ready = _Ready(self.queryset.model, self.compiler.using, compiler, {})
        return list(ModelIterable(cast("QuerySet[Model]", ready)))


class Prepared(Generic[M]):
    """`Prepared(lambda user, key: Row.objects.filter(user_id=user, key=key), int, str)`."""

    def __init__(self, compose: Callable[..., QuerySet[M]], *kinds: type) -> None:
        self.compose = compose
        self.kinds = kinds
        self.composed: dict[str, _Composed] = {}

    def rows(self, *parameters: Parameter) -> list[M]:
        """The rows for these parameters, in one query."""
        using = "default"
        composed = self.composed.get(using) or self._composed(using)
        values = tuple(_as_stored(value, using) for value in parameters)
        return cast("list[M]", composed.rows(values))

    def _composed(self, using: str) -> _Composed:
        taken = {kind: iter(stand_ins) for kind, stand_ins in STAND_INS.items()}
        stand_ins = [next(taken[kind]) for kind in self.kinds]
        queryset = self.compose(*stand_ins)
        compiler = queryset.query.get_compiler(using=using)
        sql, parameters = compiler.as_sql()
        stored = [_as_stored(value, using) for value in stand_ins]
        places = tuple(stored.index(p) if p in stored else None for p in parameters)
        if set(range(len(stored))) - set(places):
            raise Unprepared(sql)
        made = _Composed(queryset, compiler, sql, tuple(parameters), places)
        self.composed[using] = made
        return made


def _as_stored(value: Parameter, using: str) -> object:
    if isinstance(value, UUID) and not connections[using].features.has_native_uuid_field:
        return value.hex
    return value
