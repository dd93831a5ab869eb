"""Which lines a partner would accept, and which of a degree's slots they fill: exact search.

Source: the agreement format, "allocation". Nothing is consumed twice, every cap and every slot
holds, course lines are whole, block lines may be trimmed and split. Best is, in this order: most
credits that count, most slots closed, most credits accepted, least resting on statements, standing
longest, smallest line ids.

>>> three = Fraction(3)
>>> lines = [Line("L1", three, ("core",)), Line("L2", three, ("core", "free"))]
>>> found = allocate(lines, [Slot("core", three), Slot("free", three)], [])
>>> [(placed.line, placed.slots) for placed in found.placements]
[('L1', (('core', Fraction(3, 1)),)), ('L2', (('free', Fraction(3, 1)),))]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Line:
    """An award that could be granted: its credits, where they may count, what it uses up."""

    id: str
    credits: Fraction
    slots: tuple[str, ...]
    consumes: frozenset[str] = frozenset()
    block: bool = False
    declared: bool = False
    """It rests on a statement that is not proved yet."""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the degree and how much credit from elsewhere it takes."""

    id: str
    room: Fraction
    closable: bool = True
    """Filling the room closes it: nothing is left to study here."""


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `limit` credits accepted over `lines` (None: over all)."""

    id: str
    limit: Fraction
    lines: frozenset[str] | None = None
    clause: str = ""

    def binds(self, line: str) -> bool:
        """Whether the line's credits fall under it."""
        return self.lines is None or line in self.lines


@dataclass(frozen=True, slots=True)
class Placement:
    """One accepted line: all its accepted credits, and those that count, by slot."""

    line: str
    accepted: Fraction
    slots: tuple[tuple[str, Fraction], ...]

    @property
    def counts(self) -> Fraction:
        """The credits that shorten the degree."""
        return sum((credit for _, credit in self.slots), Fraction(0))


@dataclass(frozen=True, slots=True)
class Allocation:
    """The best choice."""

    placements: tuple[Placement, ...] = ()

    @property
    def accepted(self) -> Fraction:
        """Credits the partner would transcribe."""
        return sum((placed.accepted for placed in self.placements), Fraction(0))

    @property
    def counts(self) -> Fraction:
        """Credits placed in slots."""
        return sum((placed.counts for placed in self.placements), Fraction(0))


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts L2 before L10.

    >>> sorted(["L10", "L2", "L1"], key=natural)
    ['L1', 'L2', 'L10']
    """
    parts: list[tuple[int, str]] = []
    digits = ""
    for letter in [*name, ""]:
        if letter.isdigit():
            digits += letter
            continue
        if digits:
            parts.append((int(digits), ""))
            digits = ""
        parts.append((0, letter))
    return tuple(parts)


Split: TypeAlias = tuple[int, tuple[int, ...]]
"""Units accepted, and units placed in each slot."""


@dataclass(frozen=True, slots=True)
class _State:
    """What is left after some lines: it alone decides what the following lines can do."""

    rooms: tuple[int, ...]
    caps: tuple[int, ...]
    consumed: frozenset[str]
    until: date


@dataclass(frozen=True, slots=True)
class _Ahead:
    """The most that the remaining lines could put in each slot and under each cap."""

    rooms: tuple[int, ...]
    caps: tuple[int, ...]
    names: frozenset[str]

    def part(self, state: _State) -> _State:
        """Room beyond what they hold is cut to one unit more: it can never be closed."""
        return _State(
            tuple(min(room, most + 1) for room, most in zip(state.rooms, self.rooms, strict=True)),
            tuple(map(min, state.caps, self.caps)),
            state.consumed & self.names,
            state.until,
        )


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was chosen on the way, and its worth (without its end, which is in the state)."""

    counts: int = 0
    closed: int = 0
    accepted: int = 0
    declared: int = 0
    taken: tuple[tuple[int, Split], ...] = ()

    @property
    def worth(self) -> tuple[int, int, int, int]:
        return self.counts, self.closed, self.accepted, -self.declared

    @property
    def order(self) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
        """Smallest ids first, then the fullest first slots."""
        splits = tuple(tuple(-units for units in placed) for _, (_, placed) in self.taken)
        return tuple(index for index, _ in self.taken), splits

    def beats(self, other: "_Choice") -> bool:
        if self.worth != other.worth:
            return self.worth > other.worth
        return self.order < other.order


def allocate(
    lines: Sequence[Line],
    slots: Sequence[Slot],
    caps: Sequence[Cap],
    *,
    until: date | None = None,
) -> Allocation:
    """The best allocation; `until` is the last day of what all lines need besides."""
    return _Search(lines, slots, caps, until).best()


class _Search:
    """One search, in whole multiples of the greatest unit that divides every number."""

    def __init__(
        self, lines: Sequence[Line], slots: Sequence[Slot], caps: Sequence[Cap], until: date | None
    ) -> None:
        self.lines = sorted(lines, key=lambda line: natural(line.id))
        self.slots = sorted(slots, key=lambda slot: natural(slot.id))
        self.caps = caps
        self.unit = _unit(
            [*(ln.credits for ln in lines), *(s.room for s in slots), *(c.limit for c in caps)]
        )
        self.start = _State(
            tuple(self._units(slot.room) for slot in self.slots),
            tuple(self._units(cap.limit) for cap in caps),
            frozenset(),
            until or date.max,
        )

    def best(self) -> Allocation:
        """Line by line, the best choice that leads to each state."""
        reached: dict[_State, _Choice] = {self.start: _Choice()}
        for index, line in enumerate(self.lines):
            reached = self._told_apart(reached, self._ahead(index))
            for state, choice in list(reached.items()):
                for following, chosen in self._steps(index, line, state, choice):
                    known = reached.get(following)
                    if known is None or chosen.beats(known):
                        reached[following] = chosen
        return self._told(reached)

    def _ahead(self, index: int) -> "_Ahead":
        """What the lines from `index` on could take."""
        lines = self.lines[index:]
        return _Ahead(
            tuple(
                sum(self._units(line.credits) for line in lines if slot.id in line.slots)
                for slot in self.slots
            ),
            tuple(
                sum(self._units(line.credits) for line in lines if cap.binds(line.id))
                for cap in self.caps
            ),
            frozenset(name for line in lines for name in line.consumes),
        )

    def _told_apart(
        self, reached: dict[_State, _Choice], ahead: "_Ahead"
    ) -> dict[_State, _Choice]:
        """The best choice for each state that the lines ahead can tell from another."""
        kept: dict[_State, _Choice] = {}
        for state, choice in reached.items():
            needed = ahead.part(state)
            known = kept.get(needed)
            if known is None or choice.beats(known):
                kept[needed] = choice
        return kept

    def _told(self, reached: dict[_State, _Choice]) -> Allocation:
        state, best = self.start, _Choice()
        for other, choice in reached.items():
            if (choice.worth, other.until) > (best.worth, state.until) or (
                (choice.worth, other.until) == (best.worth, state.until)
                and choice.order < best.order
            ):
                state, best = other, choice
        return Allocation(tuple(self._placement(index, split) for index, split in best.taken))

    def _placement(self, index: int, split: Split) -> Placement:
        accepted, placed = split
        return Placement(
            self.lines[index].id,
            accepted * self.unit,
            tuple(
                (slot.id, units * self.unit)
                for slot, units in zip(self.slots, placed, strict=True)
                if units
            ),
        )

    def _steps(
        self, index: int, line: Line, state: _State, choice: _Choice
    ) -> Iterator[tuple[_State, _Choice]]:
        if line.consumes & state.consumed:
            return
        bound = [position for position, cap in enumerate(self.caps) if cap.binds(line.id)]
        most = min([self._units(line.credits), *(state.caps[position] for position in bound)])
        for split in self._splits(line, state, most):
            accepted, placed = split
            rooms = tuple(r - p for r, p in zip(state.rooms, placed, strict=True))
            caps = tuple(
                left - accepted if position in bound else left
                for position, left in enumerate(state.caps)
            )
            following = _State(
                rooms,
                caps,
                state.consumed | line.consumes,
                min(state.until, line.until or date.max),
            )
            yield following, self._chosen(choice, line, (index, split), rooms)

    def _chosen(
        self, choice: _Choice, line: Line, taken: tuple[int, Split], rooms: tuple[int, ...]
    ) -> _Choice:
        accepted, placed = taken[1]
        closed = sum(
            slot.closable and units > 0 and not room
            for slot, units, room in zip(self.slots, placed, rooms, strict=True)
        )
        return _Choice(
            choice.counts + sum(placed),
            choice.closed + closed,
            choice.accepted + accepted,
            choice.declared + (accepted if line.declared else 0),
            (*choice.taken, taken),
        )

    def _splits(self, line: Line, state: _State, most: int) -> Iterator[Split]:
        """Every way to accept the line: whole in one slot or none; a block in any parts."""
        allowed = [slot.id in line.slots for slot in self.slots]
        rooms = [r if open_ else 0 for r, open_ in zip(state.rooms, allowed, strict=True)]
        if line.block:
            for placed in _parts(rooms, most):
                for accepted in range(max(1, sum(placed)), most + 1):
                    yield accepted, placed
            return
        units = self._units(line.credits)
        if not 0 < units <= most:
            return
        yield units, (0,) * len(rooms)
        for position, room in enumerate(rooms):
            if units <= room:
                yield units, tuple(units * (i == position) for i in range(len(rooms)))

    def _units(self, credit: Fraction) -> int:
        return int(credit / self.unit)


def _parts(rooms: Sequence[int], most: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread at most `most` units over the rooms."""
    if not rooms:
        yield ()
        return
    for units in range(min(rooms[0], most) + 1):
        for rest in _parts(rooms[1:], most - units):
            yield (units, *rest)


def _unit(numbers: Sequence[Fraction]) -> Fraction:
    """The greatest number of which all are whole multiples.

    >>> _unit([Fraction(3), Fraction(9, 2)])
    Fraction(3, 2)
    """
    scale = lcm(*(number.denominator for number in numbers))
    return Fraction(gcd(*(int(number * scale) for number in numbers)) or 1, scale)
