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
        """Does a pass on this track count toward a credential?"""
        return self is Track.VERIFIED
