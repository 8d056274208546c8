"""What the markers of a record are called."""

from collections.abc import Sequence

from app.language import tr

MARKERS = {
    "admission": tr("admission"),
    "child_not_seen": tr("child not seen"),
    "child_seen": tr("child seen"),
    "child_voice": tr("child voice"),
    "conference": tr("conference"),
    "death": tr("death of a child"),
    "disagreement": tr("disagreement"),
    "escalation_procedure:not_used": tr("escalation procedure: not used"),
    "escalation_procedure:used": tr("escalation procedure: used"),
    "hypothetical": tr("only what may come"),
    "improvement": tr("improvement"),
    "referral:accepted": tr("referral: accepted"),
    "referral:nfa": tr("referral: nfa"),
    "referral:no_reply": tr("referral: no reply"),
    "referral:unclear": tr("referral: unclear"),
    "strategy_discussion:held": tr("strategy discussion: held"),
    "strategy_discussion:late": tr("strategy discussion: late"),
    "strategy_discussion:missing": tr("strategy discussion: missing"),
    "tool_use:available_not_used": tr("tool use: available not used"),
    "tool_use:incomplete": tr("tool use: incomplete"),
    "tool_use:planned": tr("tool use: planned"),
    "tool_use:used": tr("tool use: used"),
    "was_not_brought": tr("was not brought"),
}
"""What the markers of a record are called; one that is not known here goes by its key."""


def markers_in_words(markers: Sequence[str]) -> str:
    """The markers of a record, as words: "referral: no reply, child seen"."""
    return ", ".join(MARKERS.get(marker) or marker.replace(":", ": ").replace("_", " ") for marker in markers)
