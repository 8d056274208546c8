"""Headings that go on in the row below: "Contact" over "Type" and "Details", as merged cells of a form make them."""

from collections.abc import Sequence

from app.case.dates import ChronologyDate
from importers.dates.date_words import Order, read_cell
from importers.headings import BEGINS, WEAK, is_name_like, match_heading
from importers.sheet import RawCell, Row, words_of
from importers.vocabulary import normal

_SHORT = 40
_CHILDREN = 2


def continues(rows: Sequence[Row], header: int, order: Order) -> bool:
    """Whether the row under a header row (0-based) holds headings too.

    It holds nothing but short known headings, one of them under a cell that is blank or stretches over it; the
    rest of the headings have nothing below them, or their own words again.
    """
    if header + 1 >= len(rows):
        return False
    above, below = rows[header], rows[header + 1]
    said = [(at, words_of(cell)) for at, cell in enumerate(below) if words_of(cell)]
    if _are_children(above, said):
        return True
    if not said or not all(isinstance(below[at], str) and _is_heading(words, order) for at, words in said):
        return False
    over = [words_of(above[at]) if at < len(above) else "" for at, _ in said]
    same = [normal(words) == normal(top) for (_, words), top in zip(said, over, strict=True)]
    new = [(at, top) for (at, _), top, again in zip(said, over, same, strict=True) if not again]
    kept = sum(1 for cell in above if words_of(cell)) - sum(bool(top) for _, top in new)
    return any(not top for _, top in new) and kept >= 1 and all(_stretches(above, at) for at, top in new if top)


def joined(above: str, under: str) -> str:
    """A heading of two rows: both where they differ, else the one that is there."""
    if not above or not under or normal(above) == normal(under) or _is_child_under(above, under):
        return under or above
    return f"{above} {under}"


def _are_children(above: Row, said: Sequence[tuple[int, str]]) -> bool:
    """Whether a row holds nothing but different names side by side, under one cell that is headed "Children"."""
    places, names = [at for at, _ in said], [words for _, words in said]
    if len(said) < _CHILDREN or len(set(names)) < len(names) or places[-1] - places[0] >= len(said):
        return False
    over = [words_of(above[at]) if at < len(above) else "" for at in places]
    return not any(over[1:]) and all(_is_child_under(over[0], name) for name in names)


def _is_child_under(above: str, under: str) -> bool:
    """Whether words that are no heading themselves may name a child, under a heading that says so."""
    known = max(match_heading(under).values(), default=0.0) >= WEAK
    return not known and is_name_like(under) and match_heading(above).get("subjects", 0.0) >= BEGINS


def _is_heading(words: str, order: Order) -> bool:
    if len(words) > _SHORT or isinstance(read_cell(words, order), ChronologyDate):
        return False
    return max(match_heading(words).values(), default=0.0) >= WEAK


def _stretches(above: Sequence[RawCell], at: int) -> bool:
    """Whether the cell to the right is blank, as it is under one merged cell."""
    return at + 1 >= len(above) or not words_of(above[at + 1])
