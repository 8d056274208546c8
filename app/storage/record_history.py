"""What was done to one record, read from the audit trail: who, when, what, and from what to what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from app.storage.audit import CodeValue, Entry, WhatChanged

_DECODE = msgspec.json.Decoder(WhatChanged).decode
_SAID_ELSEWHERE = ("severity_by",)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One thing that became another on a record. ``at`` is UTC as ISO text; ``child`` the child's id where one's own.

    ``undone`` where the step took another back.
    """

    by: str
    at: str
    what: str
    before: CodeValue
    after: CodeValue
    child: int | None = None
    undone: bool = False


def changes_of(trail: Sequence[Entry], event: int) -> tuple[RecordChange, ...]:
    """Every change of that event's codes and words, oldest first."""
    return tuple(change for entry in trail if str(event) in entry.what for change in _in_entry(entry, event))


def _in_entry(entry: Entry, event: int) -> Iterator[RecordChange]:
    step, told = entry.step, _DECODE(entry.what)
    undone = step.kind.value == "undone"
    for code in told.codes:
        if event in code.events and code.code not in _SAID_ELSEWHERE:
            yield RecordChange(step.by, step.at, code.code, code.before, code.after, code.child, undone)
    for field in told.corrected:
        if field.event == event:
            yield RecordChange(field.by, step.at, field.field, field.before, field.after, None, undone)
