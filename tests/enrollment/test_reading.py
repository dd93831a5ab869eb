"""A part opens with its run and with what its authors wrote; never in a self-paced run."""

from datetime import UTC, datetime, timedelta

import pytest

from gradus.enrollment.rules.reading import check_read, opening
from gradus.enrollment.rules.windows import RunDates
from gradus.lib.refusal import Refused

MAY = datetime(2027, 5, 1, tzinfo=UTC)
JUNE = datetime(2027, 6, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("starts", "written", "opens"),
    [
        (MAY, None, MAY),
        (MAY, JUNE, JUNE),
        (JUNE, MAY, JUNE),
        (None, JUNE, None),
        (None, None, None),
    ],
)
def test_the_later_start_opens_a_part_of_a_dated_run(
    starts: datetime | None, written: datetime | None, opens: datetime | None
) -> None:
    assert opening(RunDates(starts=starts), written) == opens


def test_the_opening_instant_itself_is_open() -> None:
    dates = RunDates(starts=MAY, ends=MAY)
    check_read(dates, JUNE, part="Week 2", now=JUNE)
    check_read(RunDates(), JUNE, part="Week 2", now=MAY)
    with pytest.raises(Refused) as refused:
        check_read(dates, JUNE, part="Week 2", now=JUNE - TICK)
    assert refused.value.code == "part_not_open"
    assert refused.value.values == {"part": "Week 2", "date": JUNE}
