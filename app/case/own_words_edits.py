"""A case's own words: entries kept, changed, taken out, or taken over from a file."""

from collections.abc import Sequence
from dataclasses import replace

from app.case.model import Case, Changes, Edit
from app.case.own_words import OwnEntry


def keep_own_entry(entry: OwnEntry, instead: str = "") -> Edit:
    """Keep an entry, in place of the one of the id ``instead`` or of its own id; else it comes last."""

    def edit(case: Case) -> tuple[Case, Changes]:
        old = (instead, entry.id)
        at = next((place for place, known in enumerate(case.own_words) if known.id in old), len(case.own_words))
        before, after = case.own_words[:at], case.own_words[at:]
        return _become(case, (*before, entry, *(known for known in after if known.id not in old)))

    return edit


def forget_own_entry(entry_id: str) -> Edit:
    """Keep the entry of that id no longer; nothing happens where there is none."""
    return lambda case: _become(case, tuple(known for known in case.own_words if known.id != entry_id))


def take_own_entries(entries: Sequence[OwnEntry]) -> Edit:
    """Take entries over from a file: each in place of the one of its id, the others after those that were there."""

    def edit(case: Case) -> tuple[Case, Changes]:
        kept = {known.id: known for known in case.own_words} | {entry.id: entry for entry in entries}
        return _become(case, tuple(kept.values()))

    return edit


def _become(case: Case, entries: tuple[OwnEntry, ...]) -> tuple[Case, Changes]:
    if entries == case.own_words:
        return case, Changes()
    return replace(case, own_words=entries), Changes(own_words=True)
