"""A reviewer's own words: entries of the lexicon that a case keeps, so that whoever opens it sees why a code is so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry laid over the shipped lexicon for one case.

    ``layer`` is the table of a lexicon file in which it stands ("concerns"), or "remove" for a shipped entry that is
    taken out; ``entry`` is the row of that table as JSON. ``app.coding.case_words`` reads it.
    """

    id: str
    layer: str
    entry: str
