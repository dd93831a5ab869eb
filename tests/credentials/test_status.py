"""Bits, not bytes."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradus.credentials.rules import status
from tests.credentials import samples


@pytest.mark.parametrize(
    ("index", "place"),
    [(41234, (5154, 0x20)), (7, (0, 0x01)), (94567, (11820, 0x01)), (0, (0, 0x80))],
)
def test_the_worked_positions(index: int, place: tuple[int, int]) -> None:
    assert status.position(index) == place


def test_the_shared_list_has_one_bit_set() -> None:
    text = samples.example("status.json")["credentialSubject"]["encodedList"]
    bits = status.decoded(text)
    assert [i for i in range(len(bits) * 8) if status.is_set(bits, i)] == [94567]
    assert bits == status.decoded(status.encoded([94567]))


def test_a_revoked_entry_leaves_its_neighbours_alone() -> None:
    bits = status.decoded(status.encoded([5]))
    assert [i for i in range(status.LENGTH) if status.is_set(bits, i)] == [5]


@settings(max_examples=25)
@given(st.sets(st.integers(0, status.LENGTH - 1), max_size=20))
def test_what_is_set_is_read_back(revoked: set[int]) -> None:
    bits = status.decoded(status.encoded(revoked))
    assert {i for i in revoked if status.is_set(bits, i)} == revoked
    assert sum(byte.bit_count() for byte in bits) == len(revoked)


def test_a_list_is_born_long_enough_and_all_zero() -> None:
    bits = status.decoded(status.encoded([]))
    assert (len(bits) * 8, any(bits)) == (131_072, False)


def test_an_encoded_list_is_reproducible() -> None:
    assert status.encoded([3]) == status.encoded([3])


@pytest.mark.parametrize("text", ["", "u", "uAAAA", "u!!!!", status.encoded([], 80_000)])
def test_a_damaged_or_short_list_is_refused(text: str) -> None:
    with pytest.raises(status.BadList):
        status.decoded(text)


def test_a_bomb_is_not_inflated() -> None:
    with pytest.raises(status.BadList, match="2 MiB"):
        status.decoded(status.encoded([], 2**28))


def test_an_index_is_never_used_again() -> None:
    dice = random.Random(1)
    drawn = [dice.randrange(4) for _ in range(50)]
    assert status.free_index(drawn, frozenset({0, 1, 3})) == 2
