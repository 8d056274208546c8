"""What two reviewers gave otherwise, in words."""

from collections.abc import Sequence

import msgspec

from app.agreement.fields import Agreement
from app.case.dates import ChronologyDate
from app.case.disagreements import NOTHING as NO_VALUE
from app.case.disagreements import SeverityValue
from app.case.model import Case, Child, Disagreement, FindingDecision, Period, Settled
from widgets.parts.wording import NOTHING, date_in_words, listed

FIELDS = {
    "severity": "Severity",
    "categories": "Categories",
    "level": "Level",
    "subjects": "Children",
    "withdrawn": "Withdrawn",
    "date": "Date",
    "text": "Words",
    "response": "Response",
    "author": "Author",
    "agency": "Agency",
    "duplicate": "Told twice",
    "parts": "Split",
    "who is who": "Who is who",
    "finding": "Finding",
    "scope": "Time under review",
    "period": "Time a file covers",
    "name": "Name of the case",
    "marking": "Marking",
    "person": "Child",
}
"""What a field is called."""

DECISIONS = {
    Settled.WAITING: "to decide",
    Settled.MINE: "left taken",
    Settled.THEIRS: "right taken",
    Settled.OWN: "own value",
    Settled.LATER: "settled itself",
}


def field_in_words(item: Disagreement) -> str:
    """The field, and the child or words it is about."""
    return f"{FIELDS[item.field]}: {item.about}" if item.about and item.field != "period" else FIELDS[item.field]


def value_in_words(case: Case, item: Disagreement, value: str) -> str:
    """A value of a disagreement as a person reads it."""
    if value in (NO_VALUE, '""', "[]"):
        return {"level": "states no level", "categories": "none", "subjects": "nobody"}.get(item.field, NOTHING)
    decode = msgspec.json.decode
    if item.field == "severity":
        rank, own = decode(value, type=SeverityValue)
        said = "not scored" if rank is None else f"{rank}  {case.scheme.severity[rank].name}"
        return said + "".join(f", {name} {child_rank}" for name, child_rank in own.items())
    if item.field == "level":
        rank = decode(value, type=int)
        return f"{rank}  {case.scheme.levels[rank].name}"
    if item.field == "categories":
        return ", ".join(case.scheme.category_names.get(key, key) for key in decode(value, type=list[str]))
    if item.field == "subjects":
        return listed(decode(value, type=list[str]))
    if item.field in ("withdrawn", "date", "duplicate", "parts", "who is who"):
        return _of_row(item.field, value)
    return _of_case(item.field, value)


def _of_row(field: str, value: str) -> str:
    decode = msgspec.json.decode
    if field == "withdrawn":
        return "withdrawn" if decode(value, type=bool) else "counts"
    if field == "date":
        return date_in_words(decode(value, type=ChronologyDate))
    if field == "duplicate":
        kept, twin, same = decode(value, type=tuple[int, int, bool])
        return f"records {kept} and {twin} are {'one event' if same else 'two events'}"
    if field == "parts":
        return f"split into {len(decode(value, type=list[int]))} parts"
    names, _ = decode(value, type=tuple[list[str], bool])
    return listed(names) or "none of the children"


def _of_case(field: str, value: str) -> str:
    decode = msgspec.json.decode
    if field == "finding":
        told = decode(value, type=FindingDecision)
        parts = (told.kind.replace("_", " "), told.start.isoformat(), told.state.value, told.reason, told.note)
        return ", ".join(part for part in parts if part)
    if field in ("scope", "period"):
        period = decode(value, type=Period)
        return f"{period.first or 'open'} to {period.last or 'open'}"
    if field == "person":
        child = decode(value, type=Child)
        born = f", born {date_in_words(child.born)}" if child.born else ""
        return f"{child.name}{born}"
    return decode(value, type=str)


def agreement_in_words(told: Agreement) -> str:
    """How far two reviewers agree on rows that both coded, in one line for each field."""
    lines: list[str] = []
    if told.severity is not None:
        kappa = told.severity.kappa
        lines.append(
            f"Severity: the same in {told.severity.same:.0%}, within one rank in {told.severity.within_one:.0%} of "
            f"{told.severity.rows:,} rows; weighted kappa {_number(kappa.value)}{_range((kappa.low, kappa.high))}"
        )
    if told.categories is not None:
        micro, rows = told.categories.micro, told.categories.rows
        lines.append(
            f"Categories: F1 {_number(micro)} over {rows:,} rows; alpha {_number(told.categories.alpha.value)}"
        )
    if told.level is not None:
        lines.append(f"Levels: the same in {told.level.same:.0%} of {told.level.rows:,}")
    return "  ·  ".join(lines) or "No row was coded by both, so there is no agreement to measure."


def _number(value: float | None) -> str:
    return "without meaning here" if value is None else f"{value:.2f}"


def _range(ends: Sequence[float | None]) -> str:
    low, high = ends
    return "" if low is None or high is None else f" ({low:.2f} to {high:.2f})"
