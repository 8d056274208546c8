"""The changes of a record in words: "severity from 3 (suggested by its wording) to 2, A. Reviewer, 1 June 2026"."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from app.case.dates import spoken
from app.case.model import Case
from app.language import tr
from app.storage.audit import CodeValue
from app.storage.record_history import RecordChange

_NAMES = {
    "severity": tr("severity"),
    "categories": tr("categories"),
    "level": tr("level"),
    "subjects": tr("whom it is about"),
    "duplicate_of": tr("the record it repeats"),
    "withdrawn": tr("withdrawn"),
}
_ORIGINS = {"severity_from": "severity", "categories_from": "categories", "level_from": "level"}
"""The column that says where a code comes from, and the code."""

_BECAME = {
    "reviewer": tr("{code} confirmed"),
    "lexicon": tr("{code} only suggested"),
    "nobody": tr("{code} not coded"),
}
MOST_WORDS = 60


def history_in_words(case: Case, changes: Sequence[RecordChange]) -> list[str]:
    """A line for each step that touched the record, the latest first: what became what, who, and when."""
    lines: list[str] = []
    for (at, by, undone), group in groupby(changes, key=lambda change: (change.at, change.by, change.undone)):
        told = _in_step(case, list(group))
        if told:
            when = datetime.fromisoformat(at).astimezone()
            line = (
                tr("taken back: {changes} ({by}, {day}, {time})") if undone else tr("{changes} ({by}, {day}, {time})")
            )
            lines.append(line.format(changes="; ".join(told), by=by, day=spoken(when.date()), time=f"{when:%H:%M}"))
    return lines[::-1]


def _in_step(case: Case, changes: Sequence[RecordChange]) -> list[str]:
    """What one step changed. An origin that changed alone is a confirmation."""
    touched = {(change.what, change.child) for change in changes}
    told: list[str] = []
    for change in changes:
        code = _ORIGINS.get(change.what)
        name = _NAMES.get(code or change.what, change.what)
        if change.child is not None:
            name = tr("{code} of {child}").format(code=name, child=_child(case, change.child))
        if code is None:
            before, after = (_value(case, change.what, value) for value in (change.before, change.after))
            told.append(tr("{what} from {before} to {after}").format(what=name, before=before, after=after))
        elif (code, change.child) not in touched:
            became = _BECAME.get(str(change.after)) or tr("{code} from {origin}")
            told.append(became.format(code=name, origin=change.after))
    return told


def _child(case: Case, child: int) -> str:
    return case.children[child].name if child < len(case.children) else tr("a child no longer in the case")


def _value(case: Case, what: str, value: CodeValue) -> str:
    if value is None or value == "" or value == ():
        return tr("none")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, tuple):
        if what == "subjects":
            return ", ".join(_child(case, int(item)) for item in value)
        names = case.scheme.category_names
        return ", ".join(tr(names.get(str(item), str(item))) for item in value)  # from resources
    words = f"e{value}" if what == "duplicate_of" else str(value)
    return words if len(words) <= MOST_WORDS else f"{words[:MOST_WORDS]}…"
