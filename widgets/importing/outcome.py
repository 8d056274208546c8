"""What an import brought, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.case.model import ImportBatch, RowKind
from app.case.sheet_rows import count_of
from app.intake import repeats_in_words
from app.language import tr, trn
from importers.choices import Place
from widgets.importing.becoming import order_in_words
from widgets.parts.message_bar import Tone
from widgets.parts.wording import files_in_words, records_in_words

MOST_TROUBLES = 2
"""Files that gave nothing are told one by one up to so many; more are counted, and told in the details."""

MOST_ABOUT_NOBODY = 0.1
"""Some records are about grown-ups only. Where more than this share names no child, words were not understood."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentence for the bar, how it is meant, what is told to whoever wants to know more, and the rows rejected."""

    words: str
    tone: Tone
    details: tuple[str, ...] = ()
    rejected: int = 0


def outcome_of(
    batch: ImportBatch, templates: Mapping[Place, str] = MappingProxyType({}), repeats: int = 0, crowded: str = ""
) -> Outcome:
    """What to say of a batch: what could not be read is said at once, remarks on sheets are details.

    ``templates`` are the places whose columns were kept from an earlier import, with their agencies; ``repeats``
    counts the rows that were taken for repeats of another; ``crowded`` is what to say of rows not all compared.
    """
    rejected = _rejected(batch)
    read = len({source.file for source in batch.sources if source.why is None})
    came = tr("{records} read from {files}.")
    words = [came.format(records=records_in_words(len(batch.events)), files=files_in_words(read))] if read else []
    if rejected:
        kept = trn(
            "{count:,} row was rejected and kept: see Rejected rows.",
            "{count:,} rows were rejected and kept: see Rejected rows.",
            rejected,
        )
        words.append(kept.format(count=rejected))
    nobody = int((~batch.events.subjects.any(axis=1)).sum())
    if nobody > MOST_ABOUT_NOBODY * len(batch.events):
        words.append(_about_nobody(nobody))
    if repeats:
        words.append(repeats_in_words(repeats))
    if crowded:
        words.append(crowded)
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
    said = " ".join(words) or tr("Nothing was found in these files.")
    return Outcome(said, tone, (*details, *map(order_in_words, batch.notes)), rejected)


def _about_nobody(count: int) -> str:
    """That no lane shows some records, and where it is said whom they mean."""
    told = trn(
        "{count:,} record names no child, so no lane shows it: see Edit, Who is who.",
        "{count:,} records name no child, so no lane shows them: see Edit, Who is who.",
        count,
    )
    return told.format(count=count)


def _counted(batch: ImportBatch, troubles: Sequence[str]) -> str:
    """How many files gave nothing, where there are too many to say why of each."""
    unread = len(batch.problems)
    without = len(troubles) - unread
    parts: list[str] = []
    if unread:
        said = trn("{count:,} file could not be read", "{count:,} files could not be read", unread)
        parts.append(said.format(count=unread))
    if without:
        said = trn("{count:,} file holds no chronology", "{count:,} files hold no chronology", without)
        parts.append(said.format(count=without))
    return tr("{what}: More says why.").format(what=tr(" and ").join(parts))


def is_worth_keeping(batch: ImportBatch) -> bool:
    """Whether a batch brought anything for a case: records, rows that were rejected, or files that cannot be read."""
    return brings_rows(batch) or bool(batch.problems)


def brings_rows(batch: ImportBatch) -> bool:
    """Whether a batch brought records, or rows that were rejected: what a case can be started with."""
    return len(batch.events) > 0 or _rejected(batch) > 0


def _columns_kept(templates: Mapping[Place, str]) -> str:
    files = ", ".join(sorted({file for file, _sheet in templates}))
    agencies = ", ".join(sorted({agency for agency in templates.values() if agency}))
    said = (
        tr("The columns kept for {agencies} were used for {files}.")
        if agencies
        else tr("The columns kept were used for {files}.")
    )
    return said.format(agencies=agencies, files=files)


def _rejected(batch: ImportBatch) -> int:
    return sum(count_of(source.rows, RowKind.REJECTED) for source in batch.sources)


def _files_without_chronology(batch: ImportBatch) -> list[str]:
    """A sentence for each file without any chronology; a sheet of notes beside one is nothing to tell."""
    good = {source.file for source in batch.sources if source.why is None}
    why = {source.file: source.why for source in batch.sources if source.file not in good}
    return [
        tr("{file} holds no chronology: {reason}").format(file=file, reason=reason).rstrip(".") + "."
        for file, reason in why.items()
    ]
