"""How single values of a case are put into words, alike in the table, the record and the findings."""

from collections.abc import Sequence

from app.case.dates import ChronologyDate, Precision, spoken
from app.case.event_table import UNSCORED, CodeFrom, EventTable
from app.case.model import Case

NOTHING = "–"
SUGGESTED = "(suggested)"


def date_in_words(when: ChronologyDate) -> str:
    """A day as a short date; anything less exact in the chronology's own words, with what it is."""
    if when.precision is Precision.DAY:
        day = when.day
        return f"{day.day} {_short_month(when)} {day.year}"
    return f"{when.words or spoken(when.day)} ({when.precision.value})"


def date_reading(when: ChronologyDate) -> str:
    """What the words of a date were read as, in full."""
    first, last = when.earliest, when.latest
    if first is None and last is not None:
        return f"before or on {spoken(last)}"
    if last is None and first is not None:
        return f"on or after {spoken(first)}"
    if first is None or last is None or first == last:
        return ("about " if when.precision is Precision.CIRCA else "") + spoken(when.day)
    return f"{spoken(first)} to {spoken(last)} ({when.precision.value})"


def _short_month(when: ChronologyDate) -> str:
    return spoken(when.day).split()[1][:3]


def children_in_words(case: Case, ids: tuple[int, ...]) -> str:
    """The children's names; "all children" where a case of several has them all."""
    if len(ids) == len(case.children) > 1:
        return "all children"
    return ", ".join(case.children[child].name for child in ids)


def severity_in_words(case: Case, place: int) -> str:
    """The row's severity, then each child's where it differs; a dash where nobody has scored it."""
    own = [f"{name} {rank}" for rank, names in _own_severities(case, place).items() for name in names]
    return _with_own(case, place, f"; {', '.join(own)}" if own else "")


def severity_spelt_out(case: Case, place: int) -> str:
    """The same where there is room: "3, but 0 for Robin and Sam (suggested)"."""
    own = [f"{rank} for {listed(names)}" for rank, names in _own_severities(case, place).items()]
    return _with_own(case, place, f", but {', '.join(own)}" if own else "")


def _own_severities(case: Case, place: int) -> dict[int, list[str]]:
    """Each severity that is not the row's, and the names of the children who have it."""
    rank, found = int(case.events.severity[place]), dict[int, list[str]]()
    for child, value in enumerate(case.events.child_severity[place].tolist()):
        if value >= 0 and value != rank:
            found.setdefault(int(value), []).append(case.children[child].name)
    return found


def _with_own(case: Case, place: int, own: str) -> str:
    rank = int(case.events.severity[place])
    words = f"{NOTHING if rank == UNSCORED else rank}{own}"
    return f"{words} {SUGGESTED}" if bool(case.events.suggested[place]) else words


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Robin", "Robin and Sam", "Robin, Sam and Alex"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def levels_in_words(case: Case, place: int) -> str:
    """The level the row states: "4 Child protection plan", with names where not every subject has it."""
    stated = _stated_levels(case.events, place)
    if not stated:
        return ""
    subjects = {child for child, among in enumerate(case.events.subjects[place].tolist()) if among}
    ranks = set(stated.values())
    if len(ranks) == 1 and set(stated) == subjects:
        rank = ranks.pop()
        words = f"{rank} {case.scheme.levels[rank].name}"
    else:
        words = ", ".join(f"{case.children[child].name} {rank}" for child, rank in stated.items())
    return f"{words} {SUGGESTED}" if level_suggested(case.events, place) else words


def level_suggested(events: EventTable, place: int) -> bool:
    """Whether a level that the row states is a suggestion."""
    return bool(((events.level[place] >= 0) & (events.level_from[place] == CodeFrom.LEXICON)).any())


def _stated_levels(events: EventTable, place: int) -> dict[int, int]:
    return {child: rank for child, rank in enumerate(events.level[place].tolist()) if rank >= 0}


def categories_in_words(case: Case, bits: int) -> str:
    """The names of the categories in a bit set."""
    names = {category.key: category.name for category in case.scheme.categories}
    return ", ".join(names[key] for key in case.scheme.categories_in(bits))


def number_of(count: int, thing: str, things: str = "") -> str:
    """A count with its noun: "1 child", "4 children"."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"
