"""Health appointments to which the child was not brought, several in a row."""

from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.analysis.child_record import ChildRecord, child_record, finding_of, runs_of, settings_of
from app.analysis.finding import MISSED, Finding
from app.analysis.levels import LevelState
from app.analysis.remembered import Remembered
from app.analysis.severity import ConcernPoints
from app.case.dates import known_date, spoken
from app.case.model import Case
from app.knowledge_files import knowledge
from app.language import trn


class _HealthAgency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    source: str


class _NamedSo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]
    source: str


class _HealthAgencies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    agencies: tuple[_HealthAgency, ...]
    named_so: tuple[_NamedSo, ...]


@cache
def _keeps_appointments(agency: str) -> bool:
    """Whether an agency of that name is a health service: one that is listed, or one whose name says so."""
    known = knowledge(_HealthAgencies, "findings", "health_agencies.toml")
    said = f" {agency.casefold()} "
    return any(row.name == agency for row in known.agencies) or any(
        word in said for row in known.named_so for word in row.words
    )


def find_missed_appointments(
    case: Case, child: int, _states: tuple[LevelState, ...], _points: ConcernPoints
) -> tuple[Finding, ...]:
    """Runs of missed health appointments with none kept between them, each run one finding.

    An appointment is a row of a health service, or of an agency that is not known, about the child's health. What
    another agency writes of appointments is told, and counts neither as missed nor as kept. Where rows say in words
    that the child was not brought, those are the missed ones; otherwise the category stands for it.
    """
    rule = case.scheme.rules.missed_appointments
    record = child_record(case, child)
    missed, kept = missed_and_kept(record)
    if int(missed.sum()) < rule.appointments:
        return ()
    rows = np.flatnonzero(missed)
    keeping = np.cumsum(kept)[rows]
    apart = (np.diff(keeping) > 0) | (np.diff(record.day[rows]) > rule.gap_days)
    made = Remembered(record, MISSED)
    runs = runs_of(rows, apart, rule.appointments)
    return tuple([_once(record, run, number, made) for number, run in enumerate(runs, start=1)])


def _once(record: ChildRecord, rows: NDArray[np.intp], number: int, made: Remembered) -> Finding:
    """The finding of these rows of the record, put into words once."""
    events, places = record.case.events, record.place[rows]
    told = events.id[places].tobytes(), record.day[rows].tobytes(), bool(events.suggested[places].any())
    return made.finding(number, told, lambda: _finding(record, rows.tolist(), number))


def missed_and_kept(record: ChildRecord) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(m,) each: the rows that are missed appointments, and those at which one was kept."""
    case, scheme = record.case, record.case.scheme
    health = tuple([agency.id for agency in case.agencies if _keeps_appointments(agency.name)])
    missing, keeping = scheme.mask("missed"), scheme.mask("health", "protective")
    key = "appointments", missing, keeping, scheme.ranks.serious_harm, health  # not words: a key
    found = record.once_for_all(key, lambda: np.stack(_missed_and_kept(record, health)))
    return found[0], found[1]


def _missed_and_kept(record: ChildRecord, health: tuple[int, ...]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """What those of the health services (agencies by id), or of nobody known, tell."""
    scheme = record.case.scheme
    missed = record.marked("was_not_brought")
    if not missed.any():
        missed = record.among(scheme.mask("missed"))
    missed = missed & (record.severity < scheme.ranks.serious_harm) & ~record.marked("admission")
    ours = record.by([-1, *health])
    missed &= record.counted & ours
    kept = record.among(scheme.mask("health", "protective")) | record.marked("child_seen")
    kept &= ours & ~missed & ~record.marked("child_not_seen", "was_not_brought")
    return missed, kept & ~record.among(scheme.mask("missed"))


def _finding(record: ChildRecord, rows: Sequence[int], number: int) -> Finding:
    first, last = int(record.day[rows[0]]), int(record.day[rows[-1]])
    words = trn(
        "{child}: the child was not brought to {count} health appointment in a row from {first} to {last}, "
        "and none kept is recorded between them.",
        "{child}: the child was not brought to {count} health appointments in a row from {first} to {last}, "
        "and none kept is recorded between them.",
        len(rows),
    )
    days = {"first": spoken(known_date(first)), "last": spoken(known_date(last))}
    says = words.format(child=record.name, count=len(rows), **days)
    rule = record.case.scheme.rules.missed_appointments
    return finding_of(record, MISSED, number, (first, last), rows, says, settings_of(rule))
