"""The words that a case has of its own: read from a lexicon file and written as one, and laid over the lexicon.

A case keeps every row of such a file but its weights, so that a file taken over and written again says the same.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from app.case.model import Case
from app.case.own_words import OwnEntry
from app.case.scheme_files import toml_text
from app.coding.entries import Concern, Cue, Ignored, LevelWords, LexiconFile, MarkerWords, Modifier, Shared
from app.coding.lexicon import AnyEntry, Lexicon, default_lexicon, entries_of, layered
from app.coding.own_lexicon import fault_in, read_own_file
from app.coding.phrases import Phrase, read_pattern, read_phrase
from app.coding.scanning import plain
from app.errors import DataError
from app.language import tr
from app.progress import Progress
from app.whole_file import save_whole

KINDS: dict[str, type[AnyEntry]] = {
    "concerns": Concern,
    "ignored": Ignored,
    "cues": Cue,
    "modifiers": Modifier,
    "levels": LevelWords,
    "markers": MarkerWords,
    "shared": Shared,
}
"""What stands in each table of a lexicon file."""

REMOVE = "remove"
"""The layer of a shipped entry that is taken out."""

_HERE = tr("Your own words")


class _LaidOver(NamedTuple):
    lexicon: Lexicon
    fault: str


def lexicon_of(case: Case) -> Lexicon:
    """The lexicon by which codes of the case are suggested: the shipped one, with the case's own words over it.

    Own words that this version cannot use leave it as it is shipped; ``fault_of`` says why.
    """
    return _laid_over(case.own_words).lexicon if case.own_words else default_lexicon()


def fault_of(case: Case) -> str:
    """Why the case's own words cannot be used, in a sentence; empty where they can, or where there are none."""
    return _laid_over(case.own_words).fault if case.own_words else ""


@lru_cache(maxsize=4)
def _laid_over(words: tuple[OwnEntry, ...]) -> _LaidOver:
    """What is remembered of rows goes by the lexicon they were read with, so equal words make the same one."""
    try:
        return _LaidOver(layered(as_file(words), _HERE), "")
    except DataError as error:
        return _LaidOver(default_lexicon(), str(error))


def entry_of(own: OwnEntry) -> AnyEntry | None:
    """The entry as the coder reads it; None for one that takes a shipped entry out.

    Raises:
        DataError: when it is no entry that this version knows.
    """
    if own.layer == REMOVE:
        return None
    try:
        return msgspec.json.decode(own.entry, type=KINDS[own.layer])
    except (msgspec.MsgspecError, KeyError) as error:
        told = tr("{where}: entry {entry} cannot be read: {error}.")
        raise DataError(told.format(where=_HERE, entry=own.id, error=error)) from error


def words_standing_in(view: Case, whole: Case) -> tuple[OwnEntry, ...]:
    """The own words of the whole case by which a view of it is coded: those that stand in rows of the view.

    Their tests, names and sources are left out, as they may speak of other rows.
    """
    if not whole.own_words or fault_of(whole):
        return ()
    written = [plain(text) for text in (*view.events.text, *view.events.response) if text]
    shipped, found = default_lexicon().entries, list[OwnEntry]()
    for number, own in enumerate(whole.own_words):
        entry = entry_of(own)
        stands = None if entry is None else _standing_in(entry, written)
        name = own.id if own.id in shipped else f"ours.{number}"
        if stands is not None:
            said = msgspec.structs.replace(stands, id=name, source=_HERE, matches=(), misses=())
            found.append(own_entry(said))
        elif name in shipped:
            found.append(OwnEntry(name, REMOVE, "{}"))
    return tuple(found)


def _standing_in(entry: AnyEntry, written: Sequence[str]) -> AnyEntry | None:
    """An entry with those of its phrases that stand in texts; None where none does."""

    def stands(phrase: Phrase) -> bool:
        return any(phrase.pattern.search(text) for text in written)

    phrases = tuple(one for one in entry.phrases if stands(read_phrase(one)))
    patterns = tuple(one for one in entry.patterns if stands(read_pattern(one, entry.marks)))
    return msgspec.structs.replace(entry, phrases=phrases, patterns=patterns) if phrases or patterns else None


def own_entry(entry: AnyEntry) -> OwnEntry:
    """An entry as a case keeps it."""
    layer = next(name for name, kind in KINDS.items() if type(entry) is kind)
    return OwnEntry(entry.id, layer, msgspec.json.encode(_row(entry)).decode())


def as_file(words: Sequence[OwnEntry]) -> LexiconFile:
    """A case's own words as the file of a lexicon.

    Raises:
        DataError: when one of them is no entry that this version knows.
    """
    rows: dict[str, list[AnyEntry]] = {}
    for own in words:
        entry = entry_of(own)
        if entry is not None:
            rows.setdefault(own.layer, []).append(entry)
    remove = tuple(own.id for own in words if own.layer == REMOVE)
    made: dict[str, object] = {"source": _HERE, REMOVE: remove, **{name: tuple(found) for name, found in rows.items()}}
    return msgspec.convert(made, LexiconFile)


def read_own_words(path: Path, case: Case, progress: Progress | None = None) -> tuple[OwnEntry, ...]:
    """The entries of a lexicon file, for the case to keep: each is tried as one given with ``--lexicon`` is.

    Raises:
        DataError: when the file cannot be read or does not hold together, or an entry of it fails a test of its own.
        Cancelled: when ``progress`` was asked to stop.
    """
    told = progress or Progress()
    own = read_own_file(path)
    if own.weights is not None:
        raise DataError(
            tr("{file} has weights of its own, which a case does not keep.").format(file=path.name),
            tr("Take them out, or use the file on the command line."),
        )
    told.at(0.1)
    lexicon = layered(own, path.name)
    told.at(0.6)
    fault = fault_in(own, lexicon, case.scheme)
    if fault:
        raise DataError(f"{path.name}: {fault}")
    told.at(0.9)
    return tuple(_entries(own))


def _entries(own: LexiconFile) -> Iterator[OwnEntry]:
    for name in KINDS:
        for entry in cast("tuple[AnyEntry, ...]", getattr(own, name)):
            yield own_entry(entry)
    instead = {entry.id for entry in entries_of(own)}
    for entry_id in own.remove:
        if entry_id not in instead:
            yield OwnEntry(entry_id, REMOVE, "{}")


def save_own_words(case: Case, path: Path) -> None:
    """Write the case's own words as a file for ``--lexicon``, in place of one that may be there: whole or not at all.

    Raises:
        UserError: when it cannot be written.
    """
    save_whole(path, lexicon_text(case.own_words).encode())


def lexicon_text(words: Sequence[OwnEntry]) -> str:
    """A case's own words as the TOML of a lexicon file.

    Raises:
        DataError: when one of them is no entry that this version knows.
    """
    file = as_file(words)
    table: dict[str, object] = {"source": file.source}
    if file.remove:
        table[REMOVE] = file.remove
    for name in KINDS:
        entries = cast("tuple[AnyEntry, ...]", getattr(file, name))
        if entries:
            table[name] = tuple(_row(entry) for entry in entries)
    return toml_text(table)


def _row(entry: AnyEntry) -> dict[str, object]:
    """What an entry says, without what goes without saying."""
    row = cast("dict[str, object]", msgspec.to_builtins(entry, order="deterministic"))
    usual = {field.name: field.default for field in msgspec.structs.fields(entry)}
    return {name: row[name] for name in usual if getattr(entry, name) != usual[name]}
