"""A help page as HTML of the plain kind that a rich text view shows. Links lead to pages and pictures alone."""

import re
from collections.abc import Callable
from html import escape
from itertools import groupby

from app.helping.blocks import Block, Kind, picture_in
from app.helping.pages import Page

WordsOf = Callable[[str], str]
"""A command's words (where it stands, its keys) by its id; they stand where a page names the command."""

Wide = Callable[[str], int]
"""How wide a picture is shown, in pixels, by its path."""

_INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\[([^\]\[]+)\]\(([\w-]+(?:#[\w-]+)?)\)"), r'<a href="\2">\1</a>'),
)
_COMMAND = re.compile(r"\[\[([a-z_.0-9-]+)\]\]")


def html_of(page: Page, words_of: WordsOf, wide: Wide) -> str:
    """The page as HTML.

    Raises:
        KeyError: it names a command that ``words_of`` does not know.
    """
    parts: list[str] = []
    for kind, group in groupby(page.blocks, key=lambda block: (block.kind, block.mark[-1:] == ".")):
        blocks = list(group)
        if kind[0] is Kind.ITEM:
            tag = "ol" if kind[1] else "ul"
            items = "".join(f"<li>{_inline(block.said[0], words_of)}</li>" for block in blocks)
            parts.append(f"<{tag}>{items}</{tag}>")
        elif kind[0] is Kind.ROW:
            parts.append(_table(blocks, words_of, wide))
        else:
            parts += [_alone(block, words_of, wide) for block in blocks]
    return f"<html><head><title>{escape(page.title)}</title></head><body>{''.join(parts)}</body></html>"


def anchor_of(heading: str) -> str:
    """What a link to a heading ends in, after the number sign."""
    return re.sub(r"\W+", "-", heading.casefold()).strip("-")


def _alone(block: Block, words_of: WordsOf, wide: Wide) -> str:
    if block.kind is Kind.CODE:
        return f"<pre>{escape(block.said[0])}</pre>"
    if block.kind is Kind.PICTURE:
        return f'<p style="line-height: 100%">{_picture(block.said[0], block.mark, wide)}</p>'
    said = _inline(block.said[0], words_of)
    if block.kind is Kind.HEADING:
        level = len(block.mark)
        return f'<h{level}><a name="{anchor_of(block.said[0])}"></a>{said}</h{level}>'
    return f"<p>{said}</p>"


def _table(rows: list[Block], words_of: WordsOf, wide: Wide) -> str:
    """A table whose first row is its head."""
    lines: list[str] = []
    for number, row in enumerate(rows):
        tag = "th" if number == 0 else "td"
        cells = "".join(  # not words: HTML
            f"<{tag} valign='middle'>{_cell(cell, words_of, wide)}</{tag}>" for cell in row.said
        )
        lines.append(f"<tr>{cells}</tr>")
    return f'<table cellspacing="0" cellpadding="5" width="100%">{"".join(lines)}</table>'


def _cell(cell: str, words_of: WordsOf, wide: Wide) -> str:
    shown = picture_in(cell)
    return _picture(*shown, wide) if shown else _inline(cell, words_of)


def _picture(words: str, file: str, wide: Wide) -> str:
    return f'<img src="{escape(file)}" alt="{escape(words)}" width="{wide(file)}">'


def _inline(words: str, words_of: WordsOf) -> str:
    said = escape(words, quote=False)
    for pattern, put in _INLINE:
        said = pattern.sub(put, said)
    return _COMMAND.sub(lambda found: f"<b>{escape(words_of(found[1]), quote=False)}</b>", said)
