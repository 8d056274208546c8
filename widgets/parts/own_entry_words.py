"""What an entry of a case's own words is about and does, in words."""

from app.case.own_words import OwnEntry
from app.case.scheme import Scheme, default_scheme
from app.coding.case_words import REMOVE, entry_of
from app.coding.entries import Concern, Ignored, LevelWords, MarkerWords
from app.coding.lexicon import AnyEntry
from app.errors import DataError
from app.language import tr, trc
from widgets.parts.marker_words import markers_in_words

DEEDS = {
    "opens": trc("level", "begins"),
    "confirms": trc("level", "is in force"),
    "ends": trc("level", "ends"),
    "falls to": trc("level", "is stepped down to"),
    "closes": trc("level", "the case is closed"),
    "nothing": trc("level", "says nothing of it"),
}
"""What words may say of a level."""


def words_of_own(own: OwnEntry) -> str:
    """The words that an own entry is about; its id where it has none that can be read."""
    try:
        entry = entry_of(own)
    except DataError:
        return own.id
    return ", ".join((*entry.phrases, *entry.patterns)) if entry else own.id


def deed_of_own(own: OwnEntry, scheme: Scheme) -> str:
    """What an own entry makes of its words."""
    if own.layer == REMOVE:
        return tr("taken out of the lexicon")
    try:
        entry = entry_of(own)
    except DataError:
        return tr("cannot be read")
    return deed_in_words(entry, scheme) if entry else ""


def deed_in_words(entry: AnyEntry, scheme: Scheme) -> str:
    """What an entry makes of its words: "Neglect, severity 2", "Early help begins", "child seen"."""
    if isinstance(entry, Concern):
        names = {category.key: tr(category.name) for category in scheme.categories}  # from resources
        kinds = ", ".join(names.get(key, key) for key in entry.categories)
        if entry.good or not entry.severity:
            return kinds
        return tr("{categories}, severity {rank}").format(categories=kinds, rank=entry.severity)
    if isinstance(entry, LevelWords):
        return f"{state_in_words(entry.state, scheme)}: {DEEDS[entry.does]}"
    if isinstance(entry, MarkerWords):
        return markers_in_words([entry.marker.replace("/", ":")])
    return tr("no concern") if isinstance(entry, Ignored) else tr("changes how other words are read")


def state_in_words(state: str, scheme: Scheme) -> str:
    """The level of the scheme that a word stands for; the word itself where there is none."""
    return next((tr(level.name) for level in scheme.levels if state in level.words), state)  # from resources


def years_in_words(entry: AnyEntry) -> str:
    """The years in which an entry's words mean this; empty for all."""
    first, last = entry.valid_from, entry.valid_to
    if first and last:
        return tr("{first} to {last}").format(first=first, last=last)
    if first:
        return tr("from {year}").format(year=first)
    return tr("until {year}").format(year=last) if last else ""


def own_entry_in_words(own: OwnEntry) -> str:
    """An own entry in one line, where two reviewers gave it otherwise: its words, and what the file says of them."""
    try:
        entry = entry_of(own)
    except DataError:
        return own.id
    if entry is None:
        return f"{own.id}: {tr('taken out of the lexicon')}"
    return f"{words_of_own(own)}: {deed_in_words(entry, default_scheme())}"
