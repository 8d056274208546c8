"""What an import brought, in words."""

from dataclasses import dataclass

from app.case.model import ImportBatch, RowKind
from widgets.parts.message_bar import Tone
from widgets.parts.wording import number_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """The sentence for the bar, how it is meant, and what is told to whoever wants to know more."""

    words: str
    tone: Tone
    details: tuple[str, ...] = ()


def outcome_of(batch: ImportBatch) -> Outcome:
    """What to say of a batch: what could not be read is said at once, remarks on sheets are details."""
    rejected = sum(row.kind is RowKind.REJECTED for source in batch.sources for row in source.rows)
    files = len({source.file for source in batch.sources})
    words = [f"{number_of(len(batch.events), 'record')} read from {number_of(files, 'file')}."] if files else []
    if rejected:
        words.append(f"{number_of(rejected, 'row was', 'rows were')} rejected and kept: see Rejected rows.")
    words += batch.problems
    if batch.problems or not batch.sources:
        tone = Tone.PROBLEM
    else:
        tone = Tone.ADVICE if rejected or batch.notes else Tone.NOTE
    return Outcome(" ".join(words) or "Nothing was found in these files.", tone, batch.notes)
