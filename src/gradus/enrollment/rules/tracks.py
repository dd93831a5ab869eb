"""Tracks of a run and what each may do (programs-and-enrollment facts, section 4)."""

from enum import StrEnum


class Track(StrEnum):
    """How a learner takes a run; `LEFT` closes the place but keeps the work.

    >>> Track.AUDIT.earns, Track.VERIFIED.earns
    (False, True)
    """

    AUDIT = "audit"
    VERIFIED = "verified"
    LEFT = "left"

    @property
    def earns(self) -> bool:
        """Whether a pass on this track counts toward a credential."""
        return self is Track.VERIFIED
