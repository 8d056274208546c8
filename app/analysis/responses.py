"""Concerns with no response recorded.

An empty cell says nothing where an agency never fills it: a surgery's summary has no such column. So a concern
counts only where its agency records responses in other rows about the child. A response is any: the rule asks
whether one is recorded, not whether it was enough. Information given without an outcome has a finding of its own.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, settings_of
from app.analysis.finding import UNANSWERED, Finding
from app.analysis.levels import LevelState, rise_days
from app.analysis.severity import ConcernPoints
from app.analysis.words_read import words_read
from app.analysis.working_days import working_days_after
from app.case.canonical import other_words
from app.case.dates import known_date, spoken
from app.case.event_table import EventTable
from app.case.model import Case
from app.knowledge_files import knowledge
from app.language import tr

_STEPS = ("referral:accepted", "strategy_discussion:held", "conference", "tool_use:used", "escalation_procedure:used")
_PARTS = re.compile(r"[.;,/\n]+|\band\b|\s-\s")
_EDGES = " .;,/\n\t"
_LONGEST = 60


class _Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    source: str
    empty: bool = False


class _NoResponse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    phrases: tuple[_Phrases, ...]


class _NothingDone:
    """The phrases that tell of nothing done, and the words with which such a cell may begin."""

    def __init__(self, words: Sequence[str]) -> None:
        self._whole = frozenset(word for word in words if not word.endswith("*"))
        self._beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
        self.begins = tuple({word.split()[0].rstrip("*") for word in words})

    def __call__(self, part: str) -> bool:
        return part in self._whole or part.startswith(self._beginnings)


@cache
def _nothing_done(but_empty: bool = False) -> _NothingDone:
    rows = knowledge(_NoResponse, "findings", "no_response.toml").phrases
    return _NothingDone([word for row in rows for word in row.words if not (but_empty and row.empty)])


def records_response(words: str | None) -> bool:
    """Whether a response column tells of something done: "Noted", "pending" and "-" do not."""
    if not words:
        return False
    if len(words) > _LONGEST:
        return True
    nothing = _nothing_done()
    # Most cells begin with none of these words, and so tell of something done.
    if not words.lstrip(_EDGES).casefold().startswith(nothing.begins) and words.strip(_EDGES):
        return True
    return not _holds_only(words, nothing)


def only_kept(words: str | None) -> bool:
    """Whether a response column says that the row was kept or waits, "Noted" or "pending"; "None" does not."""
    if not words or len(words) > _LONGEST or not words.strip(_EDGES):
        return False
    return _holds_only(words, _nothing_done(but_empty=True))


def nothing_done(words: str | None) -> bool:
    """Whether a response column has words, of which none tells of something done."""
    return bool(words) and not records_response(words)


def _holds_only(words: str, nothing: _NothingDone) -> bool:
    plain = " ".join(words.casefold().split()).strip(" .")
    parts = [part.strip(" .") for part in _PARTS.split(plain)]
    return nothing(plain) or all(not part or nothing(part) for part in parts)


def find_unanswered_concerns(
    case: Case, child: int, states: tuple[LevelState, ...], points: ConcernPoints
) -> tuple[Finding, ...]:
    """The child's concerns with no response recorded, those with none between them as one finding, by date."""
    rule = case.scheme.rules.unanswered_concern
    if not bool((points.severity >= rule.severity).any()):
        return ()
    record = child_record(case, child)
    told = _responses(record)
    agency = record.agency
    replying = record.by(agency[told])
    answers = _answer_days(record, told, replying, states)
    waiting = (
        record.counted & (record.severity >= rule.severity) & replying & ~told & ~record.marked("referral:")
    )  # not words: a marker
    asked = np.flatnonzero(waiting)
    ends = working_days_after(record.last[asked], rule.working_days, case.scheme.nation)
    after = np.searchsorted(answers, record.day[asked])
    in_time = np.append(answers, np.iinfo(np.int32).max)[after] <= ends
    left = np.flatnonzero(~in_time & (ends <= record.until))
    found: list[list[int]] = []
    before = -1
    for row, answer in zip(asked[left].tolist(), after[left].tolist(), strict=True):
        if _told_elsewhere(record, told, row):
            continue
        if found and answer == before:
            found[-1].append(row)
        else:
            found.append([row])
        before = answer
    return tuple(_finding(record, rows, number) for number, rows in enumerate(found, start=1))


def answer_days(record: ChildRecord, states: tuple[LevelState, ...]) -> NDArray[np.int32]:
    """The ordered days (day numbers) on which something done about the child is recorded, for measures."""
    told, agency = _responses(record), record.agency
    return _answer_days(record, told, record.by(agency[told]), states)


def _responses(record: ChildRecord) -> NDArray[np.bool_]:
    """(m,): rows that record a response."""
    return responding(record.case.events, records_response)[record.place]


class _Recorded(NamedTuple):
    """Responses, and of which of them a rule holds."""

    responses: tuple[str | None, ...]
    told: NDArray[np.bool_]


def responding(events: EventTable, rule: Callable[[str | None], bool]) -> NDArray[np.bool_]:
    """(n,): the events of whose response the rule, a function of this file, holds; kept while no response changes."""
    key = "responses", rule.__name__  # not words: a key
    known, words = events.kept.get(key), words_read(events, key, rule)
    if not isinstance(known, _Recorded) or len(known.responses) != len(events):
        told = np.fromiter([words[response] for response in events.response], np.bool_, len(events))
        known = events.kept[key] = _Recorded(events.response, told)
    elif known.responses is not events.response:
        told = known.told.copy()
        for place in other_words(known.responses, events.response):
            told[place] = words[events.response[place]]
        known = events.kept[key] = _Recorded(events.response, told)
    return known.told


def _answer_days(
    record: ChildRecord, told: NDArray[np.bool_], replying: NDArray[np.bool_], states: tuple[LevelState, ...]
) -> NDArray[np.int32]:
    """The ordered days on which something done is recorded, rises in level among them.

    An agency without a response column tells what was done in the row itself: there a health row at which the
    child was seen is an answer.
    """
    scheme = record.case.scheme
    seen = ~replying & record.among(scheme.mask("health")) & ~record.among(scheme.mask("missed"))
    done = told | record.marked(*_STEPS) | (seen & ~record.marked("was_not_brought", "child_not_seen"))
    return np.sort(np.concatenate((record.day[done], rise_days(states))))


def _told_elsewhere(record: ChildRecord, told: NDArray[np.bool_], row: int) -> bool:
    """Whether a twin of the row records the response, on whatever day."""
    return bool((told & (record.told == record.told[row])).any())


def _finding(record: ChildRecord, rows: Sequence[int], number: int) -> Finding:
    rule = record.case.scheme.rules.unanswered_concern
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    ends = working_days_after(record.last[rows[-1:]], rule.working_days, record.case.scheme.nation)
    end = int(ends[0])
    start = spoken(known_date(first))
    if len(rows) == 1:
        says = tr(
            "{child}: a concern at severity {severity} is recorded on {day}, and no response is recorded "
            "in the {days} working days to {last}."
        ).format(
            child=record.name,
            severity=int(record.severity[rows[0]]),
            day=start,
            days=rule.working_days,
            last=spoken(known_date(end)),
        )
    else:
        says = tr(
            "{child}: {count} concerns at severity {severity} or more are recorded from {first} to {last}, "
            "and no response within {days} working days of any of them."
        ).format(
            child=record.name,
            count=len(rows),
            severity=rule.severity,
            first=start,
            last=spoken(known_date(last)),
            days=rule.working_days,
        )
    return finding_of(record, UNANSWERED, number, (first, end), rows, says, settings_of(rule))
