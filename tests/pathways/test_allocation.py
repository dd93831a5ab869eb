"""The search finds what trying everything finds."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from gradus.pathways.rules.allocation import Allocation, Cap, Line, Slot, allocate, natural

SLOTS = ("s1", "s2", "s3")
DAYS = (date(2027, 1, 1), date(2028, 1, 1), None)


def ways(line: Line, slots: Sequence[Slot]) -> list[tuple[int, tuple[int, ...]]]:
    """Every way to treat a line alone, in whole credits: accepted, and placed in each slot."""
    most = int(line.credits)
    if line.block:
        rooms = [range(min(most, int(s.room)) + 1 if s.id in line.slots else 1) for s in slots]
        return [(0, (0,) * len(slots))] + [
            (accepted, placed)
            for accepted in range(1, most + 1)
            for placed in product(*rooms)
            if sum(placed) <= accepted
        ]
    none = (0,) * len(slots)
    whole = [
        tuple(most * (i == j) for i in range(len(slots)))
        for j, slot in enumerate(slots)
        if slot.id in line.slots
    ]
    return [(0, none), (most, none), *((most, placed) for placed in whole)]


def all_choices(
    lines: Sequence[Line], slots: Sequence[Slot], caps: Sequence[Cap]
) -> Iterator[tuple[tuple[int, tuple[int, ...]], ...]]:
    for chosen in product(*(ways(line, slots) for line in lines)):
        taken = [line for line, (accepted, _) in zip(lines, chosen, strict=True) if accepted]
        used = [name for line in taken for name in line.consumes]
        if len(used) != len(set(used)):
            continue
        placed = [sum(p[i] for _, p in chosen) for i in range(len(slots))]
        if any(total > slot.room for total, slot in zip(placed, slots, strict=True)):
            continue
        sums = [
            sum(a for ln, (a, _) in zip(lines, chosen, strict=True) if cap.binds(ln.id))
            for cap in caps
        ]
        if all(total <= cap.limit for total, cap in zip(sums, caps, strict=True)):
            yield chosen


def brute(
    lines: Sequence[Line], slots: Sequence[Slot], caps: Sequence[Cap]
) -> tuple[int, int, int, int, int, tuple[int, ...]]:
    """The best worth, with line numbers negated so that smaller ids are better."""
    ordered = sorted(lines, key=lambda line: natural(line.id))

    def worth(chosen: tuple[tuple[int, tuple[int, ...]], ...]) -> tuple[int, ...]:
        placed = [sum(p[i] for _, p in chosen) for i in range(len(slots))]
        taken = [(i, a) for i, (a, _) in enumerate(chosen) if a]
        ends = [(ordered[i].until or date.max).toordinal() for i, _ in taken]
        return (
            sum(placed),
            sum(s.closable and 0 < p == s.room for p, s in zip(placed, slots, strict=True)),
            sum(a for _, a in taken),
            -sum(a for i, a in taken if ordered[i].declared),
            min(ends, default=date.max.toordinal()),
        )

    best = max(worth(chosen) for chosen in all_choices(ordered, slots, caps))
    ids = min(
        tuple(i for i, (a, _) in enumerate(chosen) if a)
        for chosen in all_choices(ordered, slots, caps)
        if worth(chosen) == best
    )
    return (*best, ids)  # type: ignore[return-value]  # five numbers and the ids


def told(
    found: Allocation, lines: Sequence[Line], slots: Sequence[Slot]
) -> tuple[int, int, int, int, int, tuple[int, ...]]:
    ordered = sorted(lines, key=lambda line: natural(line.id))
    names = [line.id for line in ordered]
    by_id = {line.id: line for line in lines}
    placed = {
        slot.id: sum(c for p in found.placements for s, c in p.slots if s == slot.id)
        for slot in slots
    }
    return (
        int(found.counts),
        sum(s.closable and 0 < placed[s.id] == s.room for s in slots),
        int(found.accepted),
        -int(sum(p.accepted for p in found.placements if by_id[p.line].declared)),
        min(
            ((by_id[p.line].until or date.max).toordinal() for p in found.placements),
            default=date.max.toordinal(),
        ),
        tuple(sorted(names.index(p.line) for p in found.placements)),
    )


@st.composite
def problems(
    draw: st.DrawFn, most: int = 5, *, blocks: bool = True
) -> tuple[list[Line], list[Slot], list[Cap]]:
    count = draw(st.integers(0, most))
    block_at = draw(st.integers(0, most)) if blocks else -1
    lines = [
        Line(
            f"L{i + 1}",
            Fraction(draw(st.integers(1, 4))),
            tuple(draw(st.lists(st.sampled_from(SLOTS), max_size=2, unique=True))),
            draw(st.frozensets(st.sampled_from("ABCD"), max_size=1)),
            block=i == block_at,
            declared=draw(st.booleans()),
            until=draw(st.sampled_from(DAYS)),
        )
        for i in range(count)
    ]
    slots = [
        Slot(name, Fraction(draw(st.integers(0, 4))), closable=draw(st.booleans()))
        for name in SLOTS
    ]
    some = draw(st.frozensets(st.sampled_from(["L1", "L2", "L3"]), min_size=1))
    caps = [
        Cap("all", Fraction(draw(st.integers(0, 12)))),
        Cap("some", Fraction(draw(st.integers(0, 6))), some),
    ]
    return lines, slots, caps


@settings(max_examples=120, deadline=None)
@given(problems())
def test_the_search_agrees_with_trying_everything(
    problem: tuple[list[Line], list[Slot], list[Cap]],
) -> None:
    lines, slots, caps = problem
    assert told(allocate(lines, slots, caps), lines, slots) == brute(lines, slots, caps)


@settings(max_examples=15, deadline=None)
@given(problems(most=8, blocks=False))
def test_it_agrees_on_eight_whole_lines_too(
    problem: tuple[list[Line], list[Slot], list[Cap]],
) -> None:
    lines, slots, caps = problem
    small = [slot for slot in slots if slot.room][:2]
    assert told(allocate(lines, small, caps), lines, small) == brute(lines, small, caps)


@settings(max_examples=60, deadline=None)
@given(problems(most=7), st.randoms(use_true_random=False))
def test_order_never_matters_and_every_bound_holds(
    problem: tuple[list[Line], list[Slot], list[Cap]], dice: Random
) -> None:
    lines, slots, caps = problem
    found = allocate(lines, slots, caps)
    mixed = [list(part) for part in (lines, slots, caps)]
    for part in mixed:
        dice.shuffle(part)
    again = allocate(mixed[0], mixed[1], mixed[2])  # type: ignore[arg-type]  # shuffled copies
    assert again == found
    assert found.counts <= found.accepted
    for cap in caps:
        assert sum(p.accepted for p in found.placements if cap.binds(p.line)) <= cap.limit
    for slot in slots:
        assert sum(c for p in found.placements for s, c in p.slots if s == slot.id) <= slot.room
    used = [n for p in found.placements for ln in lines if ln.id == p.line for n in ln.consumes]
    assert len(used) == len(set(used))


@settings(max_examples=60, deadline=None)
@given(problems(most=7), st.integers(0, 1), st.integers(1, 6))
def test_a_higher_cap_never_lowers_what_counts(
    problem: tuple[list[Line], list[Slot], list[Cap]], which: int, more: int
) -> None:
    lines, slots, caps = problem
    raised = list(caps)
    raised[which] = Cap(caps[which].id, caps[which].limit + more, caps[which].lines)
    assert allocate(lines, slots, raised).counts >= allocate(lines, slots, caps).counts


def test_a_block_is_trimmed_and_split_and_a_course_is_not() -> None:
    slots = [Slot("a", Fraction(8)), Slot("b", Fraction(8))]
    block = [Line("B", Fraction(16), ("a", "b"), block=True)]
    found = allocate(block, slots, [Cap("c", Fraction(12))])
    assert found.accepted == found.counts == 12
    assert len(found.placements[0].slots) == 2
    course = [Line("C", Fraction(16), ("a", "b"))]
    assert allocate(course, slots, [Cap("c", Fraction(12))]) == Allocation()


def test_a_credential_and_its_courses_are_not_both_used() -> None:
    slots = [Slot("a", Fraction(9)), Slot("b", Fraction(3))]
    lines = [
        Line("L1", Fraction(9), ("a",), frozenset({"program", "DD1", "DD2"})),
        Line("L2", Fraction(3), ("b",), frozenset({"DD1"})),
    ]
    assert [p.line for p in allocate(lines, slots, []).placements] == ["L1"]


def test_twelve_lines_over_five_slots_are_searched_exactly() -> None:
    slots = [Slot(f"s{i}", Fraction(6)) for i in range(5)]
    lines = [
        Line(f"L{i}", Fraction(3 + i % 2), tuple(f"s{(i + k) % 5}" for k in range(3)))
        for i in range(12)
    ]
    found = allocate(lines, slots, [Cap("third", Fraction(20))])
    assert found.counts == 20
