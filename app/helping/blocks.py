"""A help page as blocks: what is said in each, and what stands around it and is not translated.

A page is Markdown of a plain kind: headings, paragraphs, lists, tables, pictures on a line of their own, and code
between fences. Lines of one paragraph or list item are joined, so that wrapping a page anew changes no message.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

_HEADING = re.compile(r"(#{1,3}) +(.*)")
_ITEM = re.compile(r"([-*]|\d+\.) +(.*)")
_PICTURE = re.compile(r"!\[(.*?)\]\((.*?)\)\s*$")
_RULE = re.compile(r"\|[-:| ]+\|\s*$")
_FENCE = "```"


class Kind(Enum):
    """What a block is."""

    HEADING = "heading"
    WORDS = "words"
    ITEM = "item"
    ROW = "row"
    PICTURE = "picture"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """``line`` is where it begins, from 1. ``said`` are its texts: one, or one for each cell of a table's row.

    ``mark`` is what it is beside that: the hashes of a heading, the mark of a list item, the file of a picture.
    """

    kind: Kind
    line: int
    said: tuple[str, ...]
    mark: str = ""


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a page in their order."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        block, at = _block(lines, at)
        if block is not None:
            yield block


def _block(lines: Sequence[str], at: int) -> tuple[Block | None, int]:
    """The block that begins there, and the line after it; no block for the rule below a table's head."""
    line, number = lines[at].strip(), at + 1
    if line.startswith(_FENCE):
        end = next((n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(_FENCE)), len(lines))
        return Block(Kind.CODE, number, ("\n".join(lines[at + 1 : end]),)), end + 1
    if found := _HEADING.match(line):
        return Block(Kind.HEADING, number, (found[2].strip(),), found[1]), at + 1
    if found := _PICTURE.match(line):
        return Block(Kind.PICTURE, number, (found[1],), found[2]), at + 1
    if _RULE.match(line):
        return None, at + 1
    if line.startswith("|"):
        return Block(Kind.ROW, number, tuple(cell.strip() for cell in line.strip("|").split("|"))), at + 1
    found = _ITEM.match(line)
    end = at + 1
    while end < len(lines) and not _begins(lines[end]):
        end += 1
    words = " ".join(part.strip() for part in (found[2] if found else line, *lines[at + 1 : end]))
    return Block(Kind.ITEM if found else Kind.WORDS, number, (words,), found[1] if found else ""), end


def _begins(line: str) -> bool:
    """Whether something else begins with this line, or nothing stands in it."""
    line = line.strip()
    return not line or line.startswith(("|", _FENCE)) or any(one.match(line) for one in (_HEADING, _ITEM, _PICTURE))


def picture_in(cell: str) -> tuple[str, str] | None:
    """The words and the file of a picture that is all a cell holds; None where it holds anything else."""
    found = _PICTURE.match(cell)
    return (found[1], found[2]) if found else None
