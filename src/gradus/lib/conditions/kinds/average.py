"""`average`: over a declared set of courses, each course's best attempt or all attempts.

It can still be met while the best reachable average suffices: open courses could bring the best
grade. A set named by a tag may always grow; a listed set only by its open courses.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Self

from gradus.lib.conditions.evidence import Attempt, Facts
from gradus.lib.conditions.grades import Bar
from gradus.lib.conditions.reading import Reader
from gradus.lib.conditions.tree import Basis, Judgement, Margin, Missing
from gradus.lib.terms import Sentence, State


@dataclass(frozen=True, slots=True)
class Average:
    """A least average in one scheme over at least `min_count` results."""

    bar: Bar
    tag: str = ""
    courses: tuple[str, ...] = ()
    min_count: int = 1
    all_attempts: bool = False
    by_credits: bool = False
    clause: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Self:
        """From {of, scheme, at_least, min_count, attempts, weights}."""
        of = reader.at("of")
        return cls(
            Bar(reader.scheme(), reader.at("at_least").number()),
            tag=of.at("tag").text() if of.has("tag") else "",
            courses=of.at("courses").texts() if of.has("courses") else (),
            min_count=reader.at("min_count").whole() if reader.has("min_count") else 1,
            all_attempts=(
                reader.has("attempts") and reader.at("attempts").text() == "all_attempts"
            ),
            by_credits=reader.has("weights") and reader.at("weights").text() == "credits",
            clause=reader.clause,
        )

    def judge(self, facts: Facts) -> Judgement:
        """The average now, and what it could become."""
        counted = self._counted(facts)
        average = self._average([(self._weight(a, facts), self._worth(a)) for a in counted])
        enough = len(counted) >= self.min_count
        met = average is not None and enough and average >= self._least
        open_ = not met and self._reachable(counted, facts)
        state = State.MET if met else State.PENDING if open_ else State.FAILED
        wants = Sentence.of(
            "Bring the average to {least} over at least {count} courses",
            least=self._least,
            count=self.min_count,
        )
        return Judgement(
            state,
            self._reason(average, len(counted)),
            clause=self.clause,
            op="average",
            basis=Basis.RECORDED if met else None,
            margin=None if average is None else Margin(average - self._least, "points"),
            used=tuple(attempt.name for attempt in counted) if met else (),
            missing=(Missing("take", self.tag or "average", wants),) if open_ else (),
            changes=frozenset(a.on for a in facts.attempts if a.on > facts.request_on),
        )

    @property
    def _least(self) -> Fraction:
        return self.bar.scheme.worth(self.bar.value)

    def _reason(self, average: Fraction | None, count: int) -> Sentence:
        if average is None:
            return Sentence("no result to average yet")
        rounded = Fraction(round(average * 100), 100)
        return Sentence.of(
            "average {average} over {count}, {least} over {min} needed",
            average=rounded,
            count=count,
            least=self._least,
            min=self.min_count,
        )

    def _counted(self, facts: Facts) -> list[Attempt]:
        known = [
            a
            for a in facts.attempts
            if a.on <= facts.request_on
            and (a.course in self.courses or self.tag in a.tags)
            and self.bar.read(a.grade) is not None
        ]
        ordered = sorted(known, key=lambda a: (a.course, -self._worth(a), a.on, a.name))
        if self.all_attempts:
            return ordered
        return list({a.course: a for a in reversed(ordered)}.values())[::-1]

    def _worth(self, attempt: Attempt) -> Fraction:
        return self.bar.read(attempt.grade) or Fraction(0)

    def _weight(self, attempt: Attempt, facts: Facts) -> Fraction:
        if not self.by_credits:
            return Fraction(1)
        return attempt.credits or facts.course_credits.get(attempt.course, Fraction(1))

    def _average(self, parts: list[tuple[Fraction, Fraction]]) -> Fraction | None:
        total = sum((weight for weight, _ in parts), Fraction(0))
        if not total:
            return None
        return sum((weight * worth for weight, worth in parts), Fraction(0)) / total

    def _reachable(self, counted: list[Attempt], facts: Facts) -> bool:
        """Whether the best that is still open would suffice."""
        top = self.bar.scheme.highest
        if self.tag or self.all_attempts:
            # Any number of new best results brings the average as near to the top as one likes.
            fixed = [a for a in counted if self.all_attempts or not _open(a.course, facts)]
            grows = bool(self.tag) or any(_open(c, facts) for c in self.courses)
            return grows and (self._least < top or all(self._worth(a) == top for a in fixed))
        fresh = [c for c in self.courses if _open(c, facts)]
        kept = [a for a in counted if a.course not in fresh]
        parts = [(self._weight(a, facts), self._worth(a)) for a in kept]
        parts += [(facts.course_credits.get(c, Fraction(1)), top) for c in fresh]
        average = self._average(parts)
        return average is not None and len(parts) >= self.min_count and average >= self._least


def _open(course: str, facts: Facts) -> bool:
    return facts.opportunity(course).open
