"""How old a child is on a day, in the words that stand along its lane."""

from datetime import date

from app.case.dates import Precision, day_number, from_day_number, known_date, spoken_month
from app.case.model import Child
from app.language import tr, trn

IN_MONTHS = 24
"""Under so many months an age is told in months: what a bruise means depends on them."""

TOLD_MONTHS = (3, 6, 9, 18)
"""The months between birthdays that are marked along a lane, where there is room."""


def birth_of(child: Child) -> int | None:
    """The day number of a child's birth, where it is known to the month at least."""
    if child.born is None or child.born.precision not in (Precision.DAY, Precision.MONTH):
        return None
    return day_number(child.born.day)


def months_old(birth: int, day: int) -> int:
    """Whole months from a birth to a day (day numbers); below 0 before it."""
    born, now = known_date(birth), known_date(day)
    return (now.year - born.year) * 12 + now.month - born.month - (now.day < born.day)


def age_words(birth: int, day: int) -> str:
    """ "age 5" on a day (day numbers), "7 months" for a child under two; empty before birth."""
    months = months_old(birth, day)
    if months < 0:
        return ""
    if months < IN_MONTHS:
        return trn("{count} month old", "{count} months old", months).format(count=months)
    return tr("age {age}").format(age=months // 12)


def monthly(birth: int) -> tuple[tuple[int, str], ...]:
    """The day number and the words of each age in months that is marked along a lane."""
    born = known_date(birth)
    found: list[tuple[int, str]] = []
    for months in TOLD_MONTHS:
        year, month = divmod(born.month - 1 + months, 12)
        # The last days of long months pass into the next month, as a birthday on 29 February does.
        day = day_number(date(born.year + year, month + 1, 1)) + born.day - 1
        found.append((day, trn("{count} month old", "{count} months old", months).format(count=months)))
    return tuple(found)


def birthdays(child: Child, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Each birthday in the record and the age on it, for a child whose day of birth is known to the month."""
    if child.born is None or child.born.precision not in (Precision.DAY, Precision.MONTH):
        return ()
    born, last = child.born.day, known_date(span[1])
    first = max(1, known_date(span[0]).year - born.year)
    days = [(day_number(_anniversary(born, age)), age) for age in range(first, last.year - born.year + 1)]
    return tuple((day, age) for day, age in days if span[0] <= day <= span[1])


def _anniversary(born: date, age: int) -> date:
    """The birthday of that age; who was born on 29 February has it on 1 March of a common year."""
    year = born.year + age
    common = born.month == 2 and born.day == 29 and (year % 4 != 0 or (year % 100 == 0 and year % 400 != 0))
    return date(year, 3, 1) if common else born.replace(year=year)


def born_words(child: Child) -> str:
    """ "born May 2011", as exactly as it is known; empty where it is not."""
    if child.born is None:
        return ""
    if child.born.precision is Precision.DAY:
        return tr("born {month}").format(month=spoken_month(child.born.day))
    day = from_day_number(day_number(child.born.day))
    return tr("born {month}").format(
        month=spoken_month(day) if child.born.precision is Precision.MONTH and day else child.born.words
    )
