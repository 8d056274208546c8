"""Working days: Monday to Friday but for the bank holidays of the nation, one-off days of a jubilee included."""

from datetime import date
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.case.rules import Nation
from app.knowledge_files import knowledge

_FILE = "united-kingdom.toml"


class BankHolidays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The bank holidays of each nation from the first year to the last, with where they are from."""

    source: str
    first_year: int
    last_year: int
    england: tuple[date, ...]
    wales: tuple[date, ...]
    scotland: tuple[date, ...]
    northern_ireland: tuple[date, ...]


@cache
def bank_holidays() -> BankHolidays:
    """The shipped bank holidays. Outside their years, from the Children Act 1989 on, Monday to Friday count.

    Raises:
        DataError: when the file does not hold together.
    """
    return knowledge(BankHolidays, "bank_holidays", _FILE)


@cache
def working_calendar(nation: Nation) -> np.busdaycalendar:
    """The calendar of a nation, with its bank holidays."""
    days: tuple[date, ...] = getattr(bank_holidays(), nation)
    return np.busdaycalendar(holidays=np.array(sorted(days), "datetime64[D]"))


def working_days_after(days: NDArray[np.int32], count: int, nation: Nation) -> NDArray[np.int32]:
    """The last of ``count`` working days after each of these days (day numbers), which are not counted themselves."""
    if not len(days):
        return days
    begun = days.astype("datetime64[D]")
    return np.busday_offset(begun, count, roll="preceding", busdaycal=working_calendar(nation)).astype(np.int32)
