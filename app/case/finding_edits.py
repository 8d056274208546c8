"""What a reviewer makes of a finding: accepted, dismissed with a reason, a note. Facts of the case like any other.

A decision is about what the record shows, so it names the finding by what stays when findings are
searched anew (its kind, its child, its first day, its rows), and keeps a digest of those rows as they
then read: where they read otherwise later, the decision is to be looked at again.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from app.case.code_edits import Reviewer
from app.case.edit_parts import must_know_child
from app.case.model import Case, Changes, Edit, FindingDecision, Verdict
from app.errors import UserError
from app.language import tr


class Found(Protocol):
    """What a decision needs to know of a finding: its kind, its child's id, its first day, the ids of its events."""

    @property
    def kind(self) -> str:
        """The kind of finding."""
        ...

    @property
    def child(self) -> int:
        """The child's id."""
        ...

    @property
    def start(self) -> date:
        """Its first day."""
        ...

    @property
    def evidence(self) -> tuple[int, ...]:
        """The ids of the events it rests on."""
        ...


def accept_finding(found: Found, by: Reviewer, on: str, earlier: FindingDecision | None = None) -> Edit:
    """Accept a finding. ``on`` is the moment (UTC, ISO); ``earlier`` the decision this one takes the place of.

    A note that stands with the earlier decision is kept.

    Raises:
        UserError: for a child that the case does not have.
    """
    note = earlier.note if earlier else ""
    return _decide(found, Verdict.ACCEPTED, by, on, earlier, note=note)


def dismiss_finding(found: Found, reason: str, by: Reviewer, on: str, earlier: FindingDecision | None = None) -> Edit:
    """Dismiss a finding for a reason. Otherwise as ``accept_finding``.

    Raises:
        UserError: without a reason, or for a child that the case does not have.
    """
    why = reason.strip()
    if not why:
        raise UserError(tr("A finding is dismissed for a reason."), tr("Say in a few words why it does not hold."))
    note = earlier.note if earlier else ""
    return _decide(found, Verdict.DISMISSED, by, on, earlier, reason=why, note=note)


def note_finding(found: Found, note: str, by: Reviewer, on: str, earlier: FindingDecision | None = None) -> Edit:
    """Keep a note with a finding, whatever was decided of it; an empty one takes the note away.

    Raises:
        UserError: for a child that the case does not have.
    """
    words = note.strip()
    state, reason = (earlier.state, earlier.reason) if earlier else (Verdict.OPEN, "")
    if state is Verdict.OPEN and not words:
        return reopen_finding(earlier)
    return _decide(found, state, by, on, earlier, reason=reason, note=words)


def reopen_finding(decision: FindingDecision | None) -> Edit:
    """Take a decision back, and its note with it, so that the finding is undecided again."""

    def edit(case: Case) -> tuple[Case, Changes]:
        left = _without(case.finding_decisions, decision)
        if left == case.finding_decisions:
            return case, Changes()
        return replace(case, finding_decisions=left), Changes(findings=True)

    return edit


def rows_digest(case: Case, events: Collection[int], child: int) -> str:
    """What these events say about a child, as 16 hexadecimal digits: their words, days and codes.

    Who gave a code plays no part: confirming a suggestion changes nothing that a finding rests on.
    """
    from hashlib import blake2b  # noqa: PLC0415 - loads all of OpenSSL, which no start needs

    table, known = case.events, blake2b(digest_size=8)
    for event in sorted(events):
        if not table.has(event):
            known.update(f"{event} is gone".encode())  # not words: hashed
            continue
        at = table.position(event)
        said = (
            event, int(table.start[at]), int(table.end[at]), int(table.severity_for[at, child]),
            int(table.level[at, child]), int(table.categories[at]), int(table.agency[at]), bool(table.counted[at]),
            table.text[at], table.response[at], table.markers[at],
        )  # fmt: skip
        known.update(repr(said).encode("utf-8", "surrogatepass"))
    return known.hexdigest()


def _decide(
    found: Found,
    state: Verdict,
    by: Reviewer,
    on: str,
    earlier: FindingDecision | None,
    *,
    reason: str = "",
    note: str = "",
) -> Edit:
    def edit(case: Case) -> tuple[Case, Changes]:
        must_know_child(case, found.child)
        digest = rows_digest(case, found.evidence, found.child)
        made = FindingDecision(
            found.kind, found.child, found.start, state, by.name, on, reason, note, found.evidence, digest
        )
        if earlier in case.finding_decisions and earlier == replace(made, by=earlier.by, on=earlier.on):
            return case, Changes()
        # The same decision of the same moment is one, however often it is given.
        if made in case.finding_decisions and made != earlier:
            return case, Changes()
        decisions = (*_without(case.finding_decisions, earlier), made)
        return replace(case, finding_decisions=decisions), Changes(findings=True)

    return edit


def _without(decisions: Sequence[FindingDecision], gone: FindingDecision | None) -> tuple[FindingDecision, ...]:
    return tuple(item for item in decisions if item != gone)
