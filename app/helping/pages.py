"""The help pages: their order, their words in the language in use, and which have certain words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from app.helping.blocks import Block, Kind, blocks_of, picture_in
from app.language import in_use, tr

PAGES = (
    "first-case", "tour", "chart", "importing", "people", "coding", "findings", "measures", "knowledge", "reviewers",
    "phase", "export", "panel", "keyboard", "privacy", "appearance", "glossary",
)  # fmt: skip
"""The pages in the order of the contents; each is a file of that name in resources/help."""

_LINK = re.compile(r"\[[^\]\[]+\]\(([\w-]+)(?:#[\w-]+)?\)")
_COMMAND = re.compile(r"\[\[([a-z_.0-9-]+)\]\]")
_MARKS = re.compile(r"\*\*|`|\[\[|\]\]|\]\([^)]*\)|\[")


@dataclass(frozen=True, slots=True)
class Page:
    """A page in the language in use: the key it is linked by, its title, its blocks."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> Iterator[str]:
        """All that is said in it, without marks of Markdown."""
        for block in self.blocks:
            for said in block.said:
                yield _MARKS.sub("", said)

    @property
    def links(self) -> frozenset[str]:
        """The pages that it links to."""
        return frozenset(link for block in self.blocks for said in block.said for link in _LINK.findall(said))

    @property
    def commands(self) -> frozenset[str]:
        """The ids of the commands it tells of."""
        return frozenset(name for block in self.blocks for said in block.said for name in _COMMAND.findall(said))

    @property
    def pictures(self) -> tuple[str, ...]:
        """The files of its pictures, as paths below resources/help."""
        own = [block.mark for block in self.blocks if block.kind is Kind.PICTURE]
        cells = (picture_in(said) for block in self.blocks if block.kind is Kind.ROW for said in block.said)
        return (*own, *(cell[1] for cell in cells if cell is not None))


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that has the words looked for, and the first passage of it that does."""

    page: Page
    passage: str


def page(key: str) -> Page:
    """The page of that key, in the language in use.

    Raises:
        KeyError: there is none.
    """
    if key not in PAGES:
        raise KeyError(key)
    return _page(key, in_use())


def pages() -> tuple[Page, ...]:
    """All pages in the order of the contents."""
    return tuple(page(key) for key in PAGES)


def search(words: str) -> tuple[Hit, ...]:
    """The pages that have every one of these words (beginnings of words, in any case), best first.

    A page with a word in its title goes before one with it in its text; where nothing is looked for, none is found.
    """
    wanted = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words.split()]
    found: list[tuple[int, Hit]] = []
    for number, one in enumerate(pages()):
        said = list(one.words)
        if wanted and all(any(look.search(part) for part in said) for look in wanted):
            best = max(said[1:] or said, key=lambda part: sum(bool(look.search(part)) for look in wanted))
            titled = any(look.search(one.title) for look in wanted)
            found.append((number - len(PAGES) * titled, Hit(one, best)))
    return tuple(hit for _order, hit in sorted(found, key=lambda item: item[0]))


def messages() -> Iterator[tuple[str, int, str]]:
    """Every text that a translator sees: the file (from resources), its line, and the message.

    The catalogue is made from these; ``page`` looks the same messages up.
    """
    for key in PAGES:
        for block in blocks_of(_text(key)):
            for said in _translated(block):
                yield f"help/{key}.md", block.line, said


def picture(name: str) -> bytes:
    """The picture of that path below resources/help, as it stands in its file.

    Raises:
        FileNotFoundError: there is none.
    """
    return resources.files("resources").joinpath("help", *name.split("/")).read_bytes()


def _translated(block: Block) -> Iterator[str]:
    """What of a block goes to translators: not code, not a cell without letters, and of pictures their words."""
    if block.kind is Kind.CODE:
        return
    for said in block.said:
        shown = picture_in(said)
        words = shown[0] if shown else said
        if any(sign.isalpha() for sign in words) and not _COMMAND.fullmatch(words):
            yield words


@cache
def _page(key: str, _language: str) -> Page:
    blocks = tuple(_said(block) for block in blocks_of(_text(key)))
    return Page(key, blocks[0].said[0], blocks)


def _said(block: Block) -> Block:
    known = frozenset(_translated(block))
    said: list[str] = []
    for words in block.said:
        shown = picture_in(words)
        if shown and shown[0] in known:
            said.append(f"![{tr(shown[0])}]({shown[1]})")  # from resources
        else:
            said.append(tr(words) if words in known else words)  # from resources
    return replace(block, said=tuple(said))


@cache
def _text(key: str) -> str:
    return resources.files("resources").joinpath("help", f"{key}.md").read_text(encoding="utf-8")
