"""Working days: Monday to Friday but for the bank holidays of the nation, one-off days of a jubilee included."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from app.case.rules import Nation

_SUBDIVISIONS: dict[Nation, str] = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}
_FIRST_YEAR, _LAST_YEAR = 1989, 2060
"""From the Children Act 1989; outside these years no bank holiday is known and Monday to Friday count."""


@cache
def working_calendar(nation: Nation) -> np.busdaycalendar:
    """The calendar of a nation, with its bank holidays."""
    from holidays.countries.united_kingdom import UnitedKingdom  # noqa: PLC0415 - it loads every country there is

    days = UnitedKingdom(subdiv=_SUBDIVISIONS[nation], years=range(_FIRST_YEAR, _LAST_YEAR + 1))
    return np.busdaycalendar(holidays=np.array(sorted(days), "datetime64[D]"))


def working_days_after(days: NDArray[np.int32], count: int, nation: Nation) -> NDArray[np.int32]:
    """The last of ``count`` working days after each of these days (day numbers), which are not counted themselves."""
    if not len(days):
        return days
    begun = days.astype("datetime64[D]")
    return np.busday_offset(begun, count, roll="preceding", busdaycal=working_calendar(nation)).astype(np.int32)
