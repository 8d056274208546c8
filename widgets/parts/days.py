"""Days that a person types in a field."""

from datetime import date

from app.errors import UserError
from app.language import tr
from importers.dates.date_words import Problem, read_date


def first_day(words: str) -> date | None:
    """The first day that these words mean; None for none ("2012" is 1 January 2012).

    Raises:
        UserError: when they cannot be read as a date.
    """
    return _bounds(words)[0]


def last_day(words: str) -> date | None:
    """The last day that these words mean; None for none ("2012" is 31 December 2012).

    Raises:
        UserError: when they cannot be read as a date.
    """
    return _bounds(words)[1]


def _bounds(words: str) -> tuple[date | None, date | None]:
    said = words.strip()
    if not said:
        return None, None
    found = read_date(said)
    if isinstance(found, Problem):
        raise UserError(
            tr("“{words}” cannot be read as a date: {reason}.").format(words=said, reason=found.reason),
            tr("Write it as 14/03/2009 or March 2009."),
        )
    return found.earliest or found.day, found.latest or found.day


def day_words(day: date | None) -> str:
    """A day as it is typed; empty for none."""
    return "" if day is None else f"{day:%d/%m/%Y}"
