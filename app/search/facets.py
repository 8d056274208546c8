"""What rows can be filtered by: each facet has choices, and says which rows each choice lets pass."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.analysis.finding import Finding
from app.analysis.kinds import kinds
from app.case.codes import has_suggestion
from app.case.event_table import NO_DUPLICATE, UNSCORED
from app.case.model import Case, Child
from app.language import tr

Rows = NDArray[np.bool_]
Findings = Sequence[Finding]

NOT_SCORED, NOBODY, NO_CATEGORY, NO_FINDING = "not scored", "", "none", "no finding"  # not words: keys
"""Keys of what is missing: a severity, an agency or a child, a category, a finding."""

UNSEEN, UNSAID = "not seen", "not said"  # not words: keys


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be ticked: its key, what it is called, and in how few words it is told on a chip."""

    key: str
    name: str
    brief: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A question asked of each row. ``choices`` are the answers that a case offers, ``rows`` those of one answer."""

    key: str
    name: str
    choices: Callable[[Case], Sequence[Choice]]
    rows: Callable[[Case, Findings, str], Rows]

    def passing(self, case: Case, findings: Findings, keys: Collection[str]) -> Rows:
        """(n,): the rows that any of these choices lets pass."""
        found = np.zeros(len(case.events), np.bool_)
        for key in keys:
            found |= self.rows(case, findings, key)
        return found


def _plain(*pairs: tuple[str, str]) -> Callable[[Case], Sequence[Choice]]:
    choices = tuple(Choice(key, name, name[:1].lower() + name[1:]) for key, name in pairs)
    return lambda _case: choices


def _children(case: Case) -> Sequence[Choice]:
    named = [Choice(child.name, child.name, child.name) for child in case.children]
    return [*named, Choice(NOBODY, tr("No child named"), tr("no child named"))]


def child_called(case: Case, name: str) -> Child | None:
    """The child that has this name, or had it before it was renamed or merged with another; None where none has."""
    words = name.casefold()
    for child in case.children:
        if child.name.casefold() == words:
            return child
    return next((child for child in case.children if words in map(str.casefold, child.aliases)), None)


def _about(case: Case, _findings: Findings, key: str) -> Rows:
    if key == NOBODY:
        return ~np.logical_or.reduce(case.events.subjects, axis=1)
    child = child_called(case, key)
    return np.zeros(len(case.events), np.bool_) if child is None else case.events.subjects[:, child.id]


def _agencies(case: Case) -> Sequence[Choice]:
    named = [Choice(agency.name, agency.name, agency.name) for agency in case.agencies]
    return [*named, Choice(NOBODY, tr("No agency named"), tr("no agency named"))]


def _by_agency(case: Case, _findings: Findings, key: str) -> Rows:
    ids = [agency.id for agency in case.agencies if agency.name == key] if key else [-1]
    return np.isin(case.events.agency, ids)


def _categories(case: Case) -> Sequence[Choice]:
    names = [(item.key, tr(item.name)) for item in case.scheme.categories]  # from resources
    named = [Choice(key, name, name) for key, name in names]
    return [*named, Choice(NO_CATEGORY, tr("No category"), tr("no category"))]


def _in_category(case: Case, _findings: Findings, key: str) -> Rows:
    if key == NO_CATEGORY:
        return case.events.categories == 0
    return (case.events.categories & case.scheme.category_bits.get(key, 0)) != 0


def _severities(case: Case) -> Sequence[Choice]:
    labels = [(str(item.rank), tr(item.label)) for item in case.scheme.severity]  # from resources
    ranks = [Choice(rank, f"{rank}  {label}", rank) for rank, label in labels]
    return [*ranks, Choice(NOT_SCORED, tr("Not scored"), tr("not scored"))]


def _of_severity(case: Case, _findings: Findings, key: str) -> Rows:
    """Rows that have the severity, or that have it for one of their children."""
    events = case.events
    own = events.severity_for
    if key == NOT_SCORED:
        return (events.severity == UNSCORED) & (own.max(axis=1, initial=UNSCORED) == UNSCORED)
    rank = int(key) if key.isdecimal() else UNSCORED - 1
    alone = (events.severity == rank) & ~events.subjects.any(axis=1)
    return alone | (own == rank).any(axis=1)


def _kinds(_case: Case) -> Sequence[Choice]:
    named = [Choice(kind.key, kind.name, kind.name) for kind in kinds().values()]
    return [*named, Choice(NO_FINDING, tr("Evidence of no finding"), tr("evidence of no finding"))]


def _evidence(case: Case, findings: Findings, key: str) -> Rows:
    every = key == NO_FINDING
    ids = {event for finding in findings if every or finding.kind == key for event in finding.evidence}
    found = np.isin(case.events.id, np.fromiter(ids, np.int64, len(ids)))
    return ~found if every else found


def _seen(case: Case, _findings: Findings, key: str) -> Rows:
    seen, unseen = case.events.marked("child_seen"), case.events.marked("child_not_seen")
    return {"seen": seen, UNSEEN: unseen}.get(key, ~(seen | unseen))


def _noted(case: Case, _findings: Findings, key: str) -> Rows:
    """Rows that tell of this beside a concern; any other key stands for those that tell of none of it."""
    return case.events.marked(key) if key in NOTED_KINDS else ~case.events.marked(*NOTED_KINDS)


def _standing(case: Case, _findings: Findings, key: str) -> Rows:
    events = case.events
    suggested = has_suggestion(events)
    coded = (events.severity != UNSCORED) | (events.categories != 0) | (events.level >= 0).any(axis=1)
    return {"suggested": suggested, "confirmed": coded & ~suggested}.get(key, ~coded)


def _twins(case: Case, _findings: Findings, key: str) -> Rows:
    events = case.events
    repeats = events.duplicate_of != NO_DUPLICATE
    told = np.isin(events.id, events.duplicate_of[repeats])
    return {"repeats": repeats, "repeated": told}.get(key, ~(repeats | told))


def _in_use(case: Case, _findings: Findings, key: str) -> Rows:
    return case.events.withdrawn if key == "withdrawn" else ~case.events.withdrawn


CHILD, AGENCY, CATEGORY, SEVERITY, KIND = "child", "agency", "category", "severity", "kind"
SEEN, STANDING, TWINS, IN_USE = "seen", "standing", "twins", "use"
NOTED, NOTED_KINDS = "noted", ("admission", "death", "hypothetical")

_LISTED = (
    Facet(CHILD, tr("Child"), _children, _about),
    Facet(AGENCY, tr("Agency"), _agencies, _by_agency),
    Facet(SEVERITY, tr("Severity"), _severities, _of_severity),
    Facet(CATEGORY, tr("Category"), _categories, _in_category),
    Facet(KIND, tr("Evidence of"), _kinds, _evidence),
    Facet(SEEN, tr("Child seen"),
          _plain(("seen", tr("Seen")), (UNSEEN, tr("Not seen")), (UNSAID, tr("Not said"))), _seen),
    Facet(NOTED, tr("Also noted"),
          _plain(("admission", tr("Hospital admission")), ("death", tr("Death of a child")),
                 ("hypothetical", tr("Only what may come")), ("neither", tr("None of these"))), _noted),
    Facet(STANDING, tr("Codes"),
          _plain(("suggested", tr("Suggested, not confirmed")), ("confirmed", tr("Confirmed")),
                 ("none", tr("No codes"))), _standing),
    Facet(TWINS, tr("Told twice"),
          _plain(("repeats", tr("Repeats another record")), ("repeated", tr("Is repeated by another")),
                 ("once", tr("Told once"))), _twins),
    Facet(IN_USE, tr("Withdrawn"), _plain(("used", tr("In use")), ("withdrawn", tr("Withdrawn"))), _in_use),
)  # fmt: skip

FACETS: Mapping[str, Facet] = MappingProxyType({facet.key: facet for facet in _LISTED})
"""Every facet by its key, in the order in which lists name them."""
