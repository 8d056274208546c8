"""What rows say, for a panel that was asked to see it: pseudonyms in place of known names."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.case.model import Case
from app.language import tr
from app.panel.stops import record_words
from app.panel.veil import Veil


@dataclass(frozen=True, slots=True)
class ToldText:
    """One row: date, kind of agency and codes in ``about``; the row's own words behind the veil in ``words``."""

    event: int
    about: str
    words: str


def told_texts(seen: Case, real: Case, events: Iterable[int], veil: Veil) -> tuple[ToldText, ...]:
    """What these events say, in order of day. ``seen`` is the case as the panel may see it, ``real`` as it is."""
    table = real.events
    ordered = sorted({event for event in events if table.has(event)}, key=table.position)
    return tuple(ToldText(event, record_words(seen, event), _words(real, event, veil)) for event in ordered)


def _words(real: Case, event: int, veil: Veil) -> str:
    place = real.events.position(event)
    text, response = veil.over(real.events.text[place].strip()), veil.over((real.events.response[place] or "").strip())
    return "\n".join(part for part in (text, response and tr("Response: {words}").format(words=response)) if part)
