"""Findings after an edit: those of the children whose rows it touched are found anew, the others are kept.

A child's findings rest on the rows about it and on the span of the record, so a code of a row about one child
changes no other child's.
"""

from collections.abc import Mapping

import numpy as np

from app.analysis.finding import Finding
from app.analysis.findings import WITHOUT_SEVERITY, find_all, findings_of
from app.case.model import Case, Changes


def find_again(before: Case, known: tuple[Finding, ...], after: Case, changes: Changes) -> tuple[Finding, ...]:
    """The same as ``find_all(after)``. ``known`` are the findings of ``before``, ``changes`` what lies between."""
    children = children_touched(before, after, changes)
    if children is None:
        return find_all(after)
    found: list[Finding] = []
    for child in range(len(after.children)):
        own = tuple([finding for finding in known if finding.child == child])
        found += findings_of(after, child, _standing(before, own, after, changes, child)) if child in children else own
    return tuple(found)


def _standing(
    before: Case, known: tuple[Finding, ...], after: Case, changes: Changes, child: int
) -> Mapping[str, tuple[Finding, ...]]:
    """The child's findings of those kinds to which an edit makes no difference: it changes severities alone.

    Not of a kind of which a changed row is evidence, since whether a finding is confirmed follows from its rows; nor
    where rows of a day come in another order.
    """
    old, new = before.events, after.events
    if any(getattr(old, name) is not getattr(new, name) for name in ("categories", "level", "level_from", "markers")):
        return {}
    if not np.array_equal(old.rows_about(child), new.rows_about(child)):
        return {}
    touched = {finding.kind for finding in known if not changes.events.isdisjoint(finding.evidence)}
    kinds = [kind for kind in WITHOUT_SEVERITY if kind not in touched]
    return {kind: tuple([finding for finding in known if finding.kind == kind]) for kind in kinds}


def children_touched(before: Case, after: Case, changes: Changes) -> frozenset[int] | None:
    """The children whose findings an edit may change; None where it may be any of them."""
    old, new = before.events, after.events
    codes_alone = Changes(events=changes.events) == changes and old.id is new.id and old.start is new.start
    if not codes_alone or old.end is not new.end or old.withdrawn is not new.withdrawn:
        return None
    if old.duplicate_of is not new.duplicate_of or old.subjects is not new.subjects:
        return None
    ids = np.fromiter(changes.events, np.int64, len(changes.events))
    places = np.flatnonzero(np.isin(new.id, ids))
    touched = new.subjects[places] | (old.level[places] >= 0) | (new.level[places] >= 0)
    return frozenset(np.flatnonzero(touched.any(axis=0)).tolist())
