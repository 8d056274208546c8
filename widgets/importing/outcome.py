"""What an import brought, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.case.model import ImportBatch, RowKind
from app.case.sheet_rows import count_of
from app.intake import repeats_in_words
from importers.choices import Place
from widgets.importing.becoming import order_in_words
from widgets.parts.message_bar import Tone
from widgets.parts.wording import number_of

MOST_TROUBLES = 2
"""Files that gave nothing are told one by one up to so many; more are counted, and told in the details."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentence for the bar, how it is meant, and what is told to whoever wants to know more."""

    words: str
    tone: Tone
    details: tuple[str, ...] = ()


def outcome_of(batch: ImportBatch, templates: Mapping[Place, str] = MappingProxyType({}), repeats: int = 0) -> Outcome:
    """What to say of a batch: what could not be read is said at once, remarks on sheets are details.

    ``templates`` are the places whose columns were kept from an earlier import, with their agencies; ``repeats``
    counts the rows that were taken for repeats of another.
    """
    rejected = _rejected(batch)
    read = len({source.file for source in batch.sources if source.why is None})
    words = [f"{number_of(len(batch.events), 'record')} read from {number_of(read, 'file')}."] if read else []
    if rejected:
        words.append(f"{number_of(rejected, 'row was', 'rows were')} rejected and kept: see Rejected rows.")
    if repeats:
        words.append(repeats_in_words(repeats))
    if templates:
        words.append(_columns_kept(templates))
    troubles = [*_files_without_chronology(batch), *batch.problems]
    told = len(troubles) <= MOST_TROUBLES
    words += troubles if told else [_counted(batch, troubles)]
    details = () if told else tuple(troubles)
    if batch.problems or not len(batch.events):
        tone = Tone.PROBLEM
    else:
        tone = Tone.ADVICE if rejected or batch.notes or len(words) > 1 else Tone.NOTE
    return Outcome(
        " ".join(words) or "Nothing was found in these files.", tone, (*details, *map(order_in_words, batch.notes))
    )


def _counted(batch: ImportBatch, troubles: Sequence[str]) -> str:
    """How many files gave nothing, where there are too many to say why of each."""
    unread = len(batch.problems)
    parts = [f"{number_of(unread, 'file')} could not be read"] if unread else []
    if len(troubles) > unread:
        parts.append(f"{number_of(len(troubles) - unread, 'file holds', 'files hold')} no chronology")
    return f"{' and '.join(parts)}: More says why."


def is_worth_keeping(batch: ImportBatch) -> bool:
    """Whether a batch brought anything for a case: records, rows that were rejected, or files that cannot be read."""
    return brings_rows(batch) or bool(batch.problems)


def brings_rows(batch: ImportBatch) -> bool:
    """Whether a batch brought records, or rows that were rejected: what a case can be started with."""
    return len(batch.events) > 0 or _rejected(batch) > 0


def _columns_kept(templates: Mapping[Place, str]) -> str:
    files = ", ".join(sorted({file for file, _sheet in templates}))
    agencies = ", ".join(sorted({agency for agency in templates.values() if agency}))
    return f"The columns kept{f' for {agencies}' if agencies else ''} were used for {files}."


def _rejected(batch: ImportBatch) -> int:
    return sum(count_of(source.rows, RowKind.REJECTED) for source in batch.sources)


def _files_without_chronology(batch: ImportBatch) -> list[str]:
    """A sentence for each file without any chronology; a sheet of notes beside one is nothing to tell."""
    good = {source.file for source in batch.sources if source.why is None}
    why = {source.file: source.why for source in batch.sources if source.file not in good}
    return [f"{file} holds no chronology: {reason}".rstrip(".") + "." for file, reason in why.items()]
