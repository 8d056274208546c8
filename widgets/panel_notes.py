"""The reviewer's note on a stop: a bookmark's own, or the note that is kept with a finding."""

from collections.abc import Sequence
from dataclasses import replace

from app.analysis.decisions import decided
from app.analysis.finding import Finding
from app.case.edits import note_finding
from app.case.history import time_now
from app.case.model import Case
from app.case.practice_edits import change_bookmark
from app.case.pseudonyms import StopKind
from app.errors import UserError
from app.language import tr
from app.panel.stops import Stop
from widgets.applying import MakeEdit

GONE = tr("What this note was about is no longer in the case.")


def notes_of(case: Case, findings: Sequence[Finding], stops: Sequence[Stop]) -> tuple[str, ...]:
    """The note on each of these stops; empty where there is none."""
    marks = {mark.name: mark.note for mark in case.bookmarks}
    standing = decided(case, findings)
    said = {key: item.decision.note for key, item in standing.items()}
    return tuple((marks if stop.kind is StopKind.BOOKMARK else said).get(stop.key, "") for stop in stops)


def keeping(case: Case, findings: Sequence[Finding], stop: Stop, words: str) -> MakeEdit:
    """The edit that keeps a note on a stop.

    Raises:
        UserError: when the bookmark or the finding is no longer there.
    """
    if stop.kind is StopKind.BOOKMARK:
        mark = next((item for item in case.bookmarks if item.name == stop.key), None)
        if mark is None:
            raise UserError(GONE)
        return lambda _by: change_bookmark(mark.name, replace(mark, note=words))
    found = next((item for item in findings if item.id == stop.key), None)
    if found is None:
        raise UserError(GONE)
    standing = decided(case, findings).get(found.id)
    return lambda by: note_finding(found, words, by, time_now(), standing.decision if standing else None)
