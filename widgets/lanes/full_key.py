"""The key as paper has it: nothing is left out for want of room, since the lanes leave it as much as it takes."""

from collections.abc import Sequence

from app.lanes.layout import Layout
from app.lanes.room import Measure
from app.lanes.words import rank_words
from widgets.lanes.brush import Brush
from widgets.lanes.surround import MARGIN, draw_key_glyph, key_entries

GLYPH, APART = 26, 16
"""Pixels from an entry's start to its words, and from its words to the next entry."""

LINE = 1.65
"""From one row to the next, in sizes of its words."""

BETWEEN = " · "


def wrapped(pieces: Sequence[str], between: str, size: int, room: float, measure: Measure) -> list[str]:
    """The pieces in lines no wider than ``room``, broken only between them."""
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]}{between}{piece}" if lines else piece
        if lines and measure(longer, size, False) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def full_key_height(layout: Layout, measure: Measure) -> float:
    """How high the key of this layout is, in pixels."""
    words, rows = _rank_lines(layout, measure), _rows(layout, measure)
    return (len(words) + len(rows)) * LINE * layout.sizes.body + 0.5 * layout.sizes.body


def paint_full_key(brush: Brush, layout: Layout, y: float, measure: Measure) -> None:
    """The words of the ranks, then every entry, in rows from ``y`` down."""
    size = layout.sizes.body
    at = y + size
    for words in _rank_lines(layout, measure):
        brush.text(MARGIN, at, words, size, "ink")
        at += LINE * size
    at += 0.3 * size
    for row in _rows(layout, measure):
        x = float(MARGIN)
        for glyph, words in row:
            draw_key_glyph(brush, layout, glyph, x + 11, at - 0.36 * size)
            brush.text(x + GLYPH, at, words, size, "ink")
            x += _wide(words, size, measure)
        at += LINE * size


def _rank_lines(layout: Layout, measure: Measure) -> list[str]:
    room, size = layout.width - 2 * MARGIN, layout.sizes.body
    lines: list[str] = []
    for words in rank_words(layout.scene):
        lines += wrapped(words.split(BETWEEN), BETWEEN, size, room, measure)
    return lines


def _rows(layout: Layout, measure: Measure) -> list[list[tuple[str, str]]]:
    room, size = layout.width - 2 * MARGIN, layout.sizes.body
    rows: list[list[tuple[str, str]]] = []
    left = 0.0
    for glyph, words, _brief in key_entries(layout):
        wide = _wide(words, size, measure)
        if not rows or wide - APART > left:
            rows.append([])
            left = room
        rows[-1].append((glyph, words))
        left -= wide
    return rows


def _wide(words: str, size: int, measure: Measure) -> float:
    return GLYPH + measure(words, size, False) + APART
