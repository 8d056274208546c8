"""The changes of a record in words: "severity from 3 (suggested by its wording) to 2, A. Reviewer, 1 June 2026"."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from app.case.dates import spoken
from app.case.model import Case
from app.storage.audit import CodeValue
from app.storage.record_history import RecordChange

_NAMES = {
    "severity": "severity",
    "categories": "categories",
    "level": "level",
    "subjects": "whom it is about",
    "duplicate_of": "the record it repeats",
    "withdrawn": "withdrawn",
}
_ORIGINS = {"severity_from": "severity", "categories_from": "categories", "level_from": "level"}
_BECAME = {"reviewer": "confirmed", "lexicon": "only suggested", "nobody": "not coded"}
MOST_WORDS = 60


def history_in_words(case: Case, changes: Sequence[RecordChange]) -> list[str]:
    """A line for each step that touched the record, the latest first: what became what, who, and when."""
    lines: list[str] = []
    for (at, by, undone), group in groupby(changes, key=lambda change: (change.at, change.by, change.undone)):
        told = _in_step(case, list(group))
        if told:
            when = datetime.fromisoformat(at).astimezone()
            deed = "taken back: " if undone else ""
            lines.append(f"{deed}{'; '.join(told)} ({by}, {spoken(when.date())}, {when:%H:%M})")
    return lines[::-1]


def _in_step(case: Case, changes: Sequence[RecordChange]) -> list[str]:
    """What one step changed. An origin that changed alone is a confirmation."""
    touched = {(change.what, change.child) for change in changes}
    told: list[str] = []
    for change in changes:
        whose = "" if change.child is None else f" of {_child(case, change.child)}"
        code = _ORIGINS.get(change.what)
        if code is None:
            before, after = (_value(case, change.what, value) for value in (change.before, change.after))
            told.append(f"{_NAMES.get(change.what, change.what)}{whose} from {before} to {after}")
        elif (code, change.child) not in touched:
            told.append(f"{code}{whose} {_BECAME.get(str(change.after), f'from {change.after}')}")
    return told


def _child(case: Case, child: int) -> str:
    return case.children[child].name if child < len(case.children) else "a child no longer in the case"


def _value(case: Case, what: str, value: CodeValue) -> str:
    if value is None or value == "" or value == ():
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        if what == "subjects":
            return ", ".join(_child(case, int(item)) for item in value)
        return ", ".join(case.scheme.category_names.get(str(item), str(item)) for item in value)
    words = f"e{value}" if what == "duplicate_of" else str(value)
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
