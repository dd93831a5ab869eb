"""Addresses of course content for one enrolment: neutral ones become those of its pages."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from gradus.courseware.markup import BLOCK, STATIC, relink

MARK = "-"


@dataclass(frozen=True, slots=True)
class Places:
    """Where this enrolment's files and blocks are found; both end with a slash."""

    static: str
    block: str

    @classmethod
    def of(cls, enrollment: UUID) -> "Places":
        return cls(
            static=reverse("learn:asset", args=[enrollment, MARK]).removesuffix(MARK),
            block=reverse("learn:go", args=[enrollment, MARK]).removesuffix(f"{MARK}/"),
        )

    def html(self, clean: str) -> SafeString:
        """Clean HTML with real addresses. Only `courseware.markup.clean` makes what comes in."""
        return SafeString(relink(clean, static=self.static, block=self.block))

    def address(self, neutral: str) -> str:
        """One address by itself."""
        if neutral.startswith(STATIC):
            return self.static + neutral.removeprefix(STATIC)
        return self.block + neutral.removeprefix(BLOCK) if neutral.startswith(BLOCK) else neutral
