"""Seeds and dice of problems: imported courses were written for the dice of Python 2.7.

The generator is the Mersenne Twister; `random()` gives what Python 3 gives, the methods built
on it differ, so each is stated here.
"""

import hashlib
import math
import random
from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")

FIXED_SEED: Final = 1
SEEDS_PER_STUDENT: Final = 20
SEEDS: Final = 1_000
_SMALL_SET: Final = 21


class Dice:
    """Seeded dice with the methods of Python 2.7.

    >>> dice = Dice(1)
    >>> dice.randint(1, 100), dice.choice("abcd"), dice.shuffled(range(6))
    (14, 'd', (0, 2, 3, 5, 1, 4))
    >>> dice.sample(range(10), 3)
    (7, 0, 8)
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random  # noqa: S311 - a puzzle, not a secret

    def below(self, limit: int) -> int:
        return int(self.random() * limit)

    def randint(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def choice(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def uniform(self, low: float, high: float) -> float:
        return low + (high - low) * self.random()

    def shuffled(self, items: Sequence[T]) -> tuple[T, ...]:
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return tuple(order)

    def sample(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different items; from long sequences by drawing again what was drawn before."""
        total = len(items)
        small = _SMALL_SET + (4 ** math.ceil(math.log(count * 3, 4)) if count > 5 else 0)  # noqa: PLR2004 - as Python 2.7 chose
        if total <= small:
            pool = list(items)
            drawn = []
            for taken in range(count):
                place = self.below(total - taken)
                drawn.append(pool[place])
                pool[place] = pool[total - taken - 1]
            return tuple(drawn)
        places: list[int] = []
        while len(places) < count:
            place = self.below(total)
            if place not in places:
                places.append(place)
        return tuple(items[place] for place in places)


def seed_of(*, rerandomize: str, user_id: int, usage_key: str, dice: Dice) -> int:
    """The seed of a learner's first look at a problem.

    never → 1; per_student → one of twenty, from user and problem; always, onreset → the dice.
    The text hashed is that of a Python byte string, `b'…'` included.

    >>> key = "block-v1:Org+C101+R1+type@problem+block@p1"
    >>> [seed_of(rerandomize="per_student", user_id=n, usage_key=key, dice=Dice(1))
    ...  for n in (1, 2, 42)]
    [10, 17, 11]
    """
    if rerandomize in ("per_student", "false"):
        text = f"{user_id}{usage_key.encode()!r}"
        return int(hashlib.sha256(text.encode()).hexdigest()[:7], 16) % SEEDS_PER_STUDENT
    if rerandomize in ("always", "onreset", "true"):
        return dice.below(SEEDS)
    return FIXED_SEED
