"""What a JSON Schema (draft 2020-12) wants in a place, and in words what is wrong with data.

Source: https://json-schema.org/draft/2020-12. References stay inside one schema (`#/…`).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeAlias, cast

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, relevance

from gradus.lib.terms import Json

Schema: TypeAlias = Mapping[str, Json]
Step: TypeAlias = str | int

FORMATS = FormatChecker(formats=())
COMBINED = ("allOf", "anyOf", "oneOf")
LONGEST_QUOTE = 60
KINDS = {
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "nothing",
    "array": "a list",
    "object": "names with values",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in one place of the data, and what mends it."""

    path: tuple[Step, ...]
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule of the schema that the data breaks; values are whatever JSON holds there."""

    keyword: str
    wanted: Any
    value: Any
    schema: Mapping[str, Any]
    about: str
    path: tuple[Step, ...]
    message: str


@FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or (
        bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value)) and bool(date.fromisoformat(value))
    )


@FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(re.fullmatch(r"https?://[^\s/]+\S*", value))


def types_of(schemas: Sequence[Schema], root: Schema) -> frozenset[str]:
    """The JSON types welcome in a place; empty when the schema does not say."""
    found: set[str] = set()
    for schema in _expanded(schemas, root):
        types = schema.get("type", ())
        found.update([types] if isinstance(types, str) else _texts(types))
    return frozenset(found)


def parts_of(schemas: Sequence[Schema], root: Schema, step: Step) -> list[Schema]:
    """The schemas that speak about one part (a name, or an index) of the value in a place."""
    parts: list[Json] = []
    for schema in _expanded(schemas, root):
        if isinstance(step, int):
            parts.append(schema.get("items"))
            continue
        known = schema.get("properties", {})
        if isinstance(known, Mapping) and step in known:
            parts.append(known[step])
        else:
            parts.append(schema.get("additionalProperties"))
    return [part for part in parts if isinstance(part, Mapping)]


def mistakes(data: Json, schema: Schema) -> list[Mistake]:
    """Everything that `schema` has against `data`."""
    errors = Draft202012Validator(schema, format_checker=FORMATS).iter_errors(data)
    breaches = [_breach(error, schema) for error in errors]
    return list(dict.fromkeys(mistake for breach in breaches for mistake in _mistakes(breach)))


def _expanded(schemas: Sequence[Schema], root: Schema) -> Iterator[Schema]:
    for schema in schemas:
        yield schema
        if isinstance(reference := schema.get("$ref"), str):
            yield from _expanded([_target(reference, root)], root)
        for keyword in COMBINED:
            yield from _expanded(cast("Sequence[Schema]", schema.get(keyword, ())), root)


def _target(reference: str, root: Schema) -> Schema:
    target: Any = root
    for step in reference.removeprefix("#/").split("/"):
        target = target[step.replace("~1", "/").replace("~0", "~")]
    return cast("Schema", target)


def _texts(values: Json) -> list[str]:
    return [str(v) for v in values] if isinstance(values, Sequence) else []


def _breach(error: ValidationError, root: Schema) -> Breach:
    """The error itself, or the one inside the alternative that the author seems to have meant."""
    keyword, wanted = str(error.validator), cast("Any", error.validator_value)
    if error.context and keyword in {"anyOf", "oneOf"}:
        meant = [e for e in error.context if e.validator != "type" or e.relative_path]
        if meant:
            return _breach(max(meant, key=lambda e: (len(e.absolute_path), relevance(e))), root)
        keyword, wanted = "type", [kind for e in error.context for kind in _types(e)]
    return Breach(
        keyword=keyword,
        wanted=wanted,
        value=error.instance,
        schema=cast("Mapping[str, Any]", error.schema),
        about=_about(tuple(error.absolute_schema_path), root),
        path=tuple(error.absolute_path),
        message=error.message,
    )


def _types(error: ValidationError) -> list[str]:
    kinds = cast("str | list[str]", error.validator_value)
    return [kinds] if isinstance(kinds, str) else kinds


def _mistakes(breach: Breach) -> Iterator[Mistake]:
    if breach.keyword == "additionalProperties":
        yield from _unknown_names(breach)
    elif breach.keyword == "required":
        yield from _missing_names(breach)
    else:
        words = WORDS.get(breach.keyword, _other)
        yield Mistake(breach.path, words(breach), _remedy(breach))


def _unknown_names(breach: Breach) -> Iterator[Mistake]:
    known = list(breach.schema.get("properties", {}))
    for name in breach.value:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            remedy = f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known)}."
            yield Mistake((*breach.path, name, ""), f"{name!r} is not known here.", remedy)


def _missing_names(breach: Breach) -> Iterator[Mistake]:
    where = f" in {_spoken(breach.path)}" if breach.path else ""
    for name in breach.wanted:
        if name not in breach.value:
            about = breach.schema.get("properties", {}).get(name, {}).get("description", "")
            remedy = f"Add it: {about}" if about else f"Add a line “{name}: …”."
            yield Mistake(breach.path, f"{name!r} is missing{where}.", remedy)


def _about(way: Sequence[Step], root: Schema) -> str:
    """What the author of the schema says belongs in the place to which `way` leads."""
    here: Any = root
    for step in way[:-1]:
        here = _resolved(here, step, root)[step]
    return str(_resolved(here, "description", root).get("description", ""))


def _resolved(here: Json, step: Step, root: Schema) -> Mapping[Step, Any]:
    """`here` (a schema or a list of them), or what it refers to when it lacks the next step."""
    if isinstance(here, Mapping) and step not in here and "$ref" in here:
        here = _target(str(here["$ref"]), root)
    return cast("Mapping[Step, Any]", here)


def _remedy(breach: Breach) -> str:
    about = breach.about
    names = breach.keyword == "type" and isinstance(breach.value, Mapping)
    if names and "string" in breach.wanted:
        about = f"A sentence with a colon needs quotes. {about}".strip()
    examples = breach.schema.get("examples", [])
    return " ".join([*([about] if about else []), *(f"For example: {e}." for e in examples[:1])])


def _spoken(path: Sequence[Step]) -> str:
    return " → ".join(f"no. {step + 1}" if isinstance(step, int) else step for step in path)


def _quoted(value: Json) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "names with values"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def _wrong_type(breach: Breach) -> str:
    wanted = breach.wanted
    kinds = [KINDS.get(k, k) for k in ([wanted] if isinstance(wanted, str) else wanted)]
    return f"Expected {' or '.join(kinds)}, found {_quoted(breach.value)}."


def _not_listed(breach: Breach) -> str:
    known = breach.wanted if breach.keyword == "enum" else [breach.wanted]
    close = get_close_matches(str(breach.value), [str(k) for k in known], n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"{_quoted(breach.value)} is not one of {', '.join(map(str, known))}.{hint}"


def _other(breach: Breach) -> str:
    return f"{breach.message}."


WORDS: Mapping[str, Callable[[Breach], str]] = {
    "type": _wrong_type,
    "enum": _not_listed,
    "const": _not_listed,
    "pattern": lambda e: f"{_quoted(e.value)} is not written as this place asks.",
    "format": lambda e: f"{_quoted(e.value)} is not a {e.wanted}.",
    "minLength": lambda e: "This is empty." if not e.value else "This is too short.",
    "maxLength": lambda e: f"This is longer than {e.wanted} characters.",
    "minimum": lambda e: f"{e.value} is less than {e.wanted}.",
    "maximum": lambda e: f"{e.value} is more than {e.wanted}.",
    "minItems": lambda e: f"At least {e.wanted} needed, {len(e.value)} given.",
    "maxItems": lambda e: f"At most {e.wanted} allowed, {len(e.value)} given.",
    "minProperties": lambda e: f"At least {e.wanted} name(s) needed here.",
    "maxProperties": lambda e: f"At most {e.wanted} name(s) allowed here.",
    "uniqueItems": lambda _: "One value stands twice.",
}
