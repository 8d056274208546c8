"""Blocks of labels and answers one under the other: "Date:", "Agency:", "Event:", and the same again for each event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.language import trn
from importers.headings import FIRST_LINE, WEAK, match_heading
from importers.sheet import RawCell, RawSheet, Row, cell_rows, words_of
from importers.vocabulary import normal

_LOOKED_AT = 80
_LONGEST_LABEL = 40
_LEAST_BLOCKS, _LEAST_LABELS, _MOST_LABELS = 2, 2, 20
_MOSTLY, _LEAST_LABELLED = 0.8, 0.5
"""The share of the labels that are the blocks' own, and of the lines that have one; others carry on a line above."""

_Answer = tuple[str, RawCell]
"""A label, without its colon, and what stands beside it."""


@dataclass(frozen=True, slots=True)
class StackedForms:
    """A sheet of blocks as a table: ``labels`` are its headings, ``first`` (0-based) is its first row.

    The answers of a block stand in the block's first row, and its other rows are blank.
    """

    sheet: RawSheet
    labels: tuple[str, ...]
    first: int


def stacked_forms(sheet: RawSheet) -> StackedForms | None:
    """The sheet as a table with a row for each block; None where it has no such blocks.

    The first rows decide: two blocks at least begin with the same label, have labels for the date and for the event,
    and hardly a line between them has another label.
    """
    rows = sheet.rows
    begun = _first_block([(place, row) for place, row in enumerate(rows[:_LOOKED_AT]) if any(map(words_of, row))])
    if begun is None:
        return None
    first, known = begun
    blocks = list(_blocks(rows, first, known))
    labels = list(dict.fromkeys(label for _, answers in blocks for label in answers))
    if len(labels) > _MOST_LABELS:
        return None
    count = sum(bool(answers) for _, answers in blocks)
    found: list[Row] = [*rows[:first], *((),) * (len(rows) - first)]
    for place, answers in blocks:
        found[place] = tuple(answers.get(label, "") for label in labels) if answers else rows[place]
    told = trn(
        "{place}: {count} block of labels and answers was read as a row of one table.",
        "{place}: {count} blocks of the same labels, one under the other, were read as rows of one table.",
        count,
    ).format(place=sheet.place, count=count)
    joined = replace(sheet, rows=cell_rows(found), merged=(), fills={}, notes=(*sheet.notes, told))
    return StackedForms(joined, tuple(labels), first)


def _first_block(rows: Sequence[tuple[int, Row]]) -> tuple[int, frozenset[str]] | None:
    """The place of the first block's first row, and the labels of blocks, normalised."""
    said = [(place, answer) for place, row in rows if (answer := _answer(row))]
    labels = [normal(label) for _, (label, _) in said]
    for at, label in enumerate(labels):
        starts = [place for place, other in enumerate(labels) if other == label]
        if len(starts) < _LEAST_BLOCKS or not match_heading(label):
            continue
        block = labels[at : starts[1]]
        known = frozenset(block)
        own = sum(other in known for other in labels[at:])
        lines = sum(place >= said[at][0] for place, _ in rows)
        plain = len(known) == len(block) >= _LEAST_LABELS and _tells_events(block)
        if plain and own >= _MOSTLY * len(labels[at:]) and own >= _LEAST_LABELLED * lines:
            return said[at][0], known
        return None
    return None


def _tells_events(labels: Sequence[str]) -> bool:
    means = [match_heading(label) for label in labels]
    dated = any(said.get("date", 0.0) >= FIRST_LINE for said in means)
    return dated and any(said.get("text", 0.0) >= WEAK for said in means)


def _blocks(rows: Sequence[Row], first: int, known: frozenset[str]) -> Iterator[tuple[int, dict[str, RawCell]]]:
    """Each block's first row (0-based), and its answers by label.

    A line without a label carries on the one above; below a blank row it belongs to no block, and has no answers.
    """
    begin: int = first
    answers: dict[str, RawCell] = {}
    last = ""
    for place, row in enumerate(rows[first:], first):
        answer = _answer(row)
        if answer is None or (normal(answer[0]) not in known and not _is_label(row)):
            more = " ".join(filter(None, map(words_of, row)))
            if more and last:
                answers[last] = f"{words_of(answers[last])}\n{more}".strip()
            elif more:
                yield place, {}
            else:
                last = ""
            continue
        label = next((own for own in answers if normal(own) == normal(answer[0])), None)
        if label is not None:
            yield begin, answers
            begin, answers = place, {}
        last = answer[0]
        answers[last] = answer[1]
    if answers:
        yield begin, answers


def _is_label(row: Row) -> bool:
    """Whether a row's first words are a label by their colon alone."""
    first = next((words for cell in row if (words := words_of(cell))), "")
    return first.endswith(":") and len(first) <= _LONGEST_LABEL


def _answer(row: Row) -> _Answer | None:
    """The label with which a row begins, and what stands beside it or after its colon; None where it has none."""
    filled = [cell for cell in row if words_of(cell)]
    if not filled or not isinstance(filled[0], str):
        return None
    label, colon, rest = filled[0].strip().partition(":")
    if rest.strip() and len(filled) > 1:
        return None
    if not label[:1].isalpha() or len(label) > _LONGEST_LABEL or not (colon or len(filled) > 1):
        return None
    beside = filled[1] if len(filled) == 2 else " ".join(map(words_of, filled[1:]))
    return label.strip(), rest.strip() or beside
