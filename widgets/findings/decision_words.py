"""What was made of a finding, in words: by whom and when, why, and whether its rows have changed since."""

from datetime import datetime

from app.analysis.decisions import Decided
from app.case.dates import spoken
from app.case.model import FindingDecision, Verdict
from app.language import tr

CHANGED = tr("Its rows have changed since: look at it again.")
_STATES = {
    Verdict.ACCEPTED: tr("Accepted by {reviewer} on {day}"),
    Verdict.DISMISSED: tr("Dismissed by {reviewer} on {day}"),
    Verdict.OPEN: tr("Noted by {reviewer} on {day}"),
}
_MARKS = {Verdict.ACCEPTED: "✓", Verdict.DISMISSED: "✗", Verdict.OPEN: "✎"}
_CHANGED_MARK = "!"


def mark_of(standing: Decided) -> str:
    """A sign for what was decided, with another where its rows have changed since."""
    return _MARKS[standing.decision.state] + (_CHANGED_MARK if standing.changed else "")


def decision_words(decision: FindingDecision) -> str:
    """ "Dismissed by A. Reviewer on 1 June 2026: two families of one name. Note: ask the school." """
    when = datetime.fromisoformat(decision.on).astimezone()
    words = _STATES[decision.state].format(reviewer=decision.by, day=spoken(when.date()))
    reason = f": {_sentence(decision.reason)}" if decision.reason else "."
    note = " " + tr("Note: {words}").format(words=_sentence(decision.note)) if decision.note else ""
    return f"{words}{reason}{note}"


def standing_words(standing: Decided) -> str:
    """The decision in words, and that the finding's rows have changed since where they have."""
    words = decision_words(standing.decision)
    return f"{words}\n{CHANGED}" if standing.changed else words


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
