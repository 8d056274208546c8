"""What Qt leaves out of a PDF for those who do not see it: the language, an outline, and words for each page's figure.

It is added at the end of the file, as the format provides for changes (ISO 32000-1, 7.5.6): a table of the new
objects, and the old file before it untouched. Each page becomes one tagged figure (14.7, 14.8) with its words as
alternate text, an entry of the outline leads to it (12.3.3), and readers show the title instead of the file's name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_ROOT, _SIZE = re.compile(rb"/Root (\d+) 0 R"), re.compile(rb"/Size (\d+)")
_INFO, _ID = re.compile(rb"/Info \d+ 0 R"), re.compile(rb"/ID \[.*?\]", re.DOTALL)
_KIDS, _REFERENCE = re.compile(rb"/Kids\s*\[([^\]]*)\]"), re.compile(rb"(\d+) 0 R")
_PAGES, _CONTENTS = re.compile(rb"/Pages (\d+) 0 R"), re.compile(rb"/Contents (\d+) 0 R")


@dataclass(frozen=True, slots=True)
class PageWords:
    """What the outline calls a page, and the words that stand in for what it shows."""

    title: str
    alt: str


@dataclass
class _Added:
    """Objects that are new or take the place of old ones, by number."""

    data: bytes
    size: int
    bodies: dict[int, bytes] = field(default_factory=dict[int, bytes])

    def take(self) -> int:
        """A number for a new object."""
        self.size += 1
        return self.size - 1

    def put(self, body: bytes, number: int | None = None) -> int:
        """Add an object, or one in place of that of this number; returns its number."""
        number = self.take() if number is None else number
        self.bodies[number] = body
        return number

    def stream(self, content: bytes) -> int:
        """Add a piece of a page's drawing."""
        return self.put(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))

    def old(self, number: int) -> bytes:
        """What stands in the file for an object that is a dictionary of references: no streams, no strings."""
        begin = self.data.index(b"\n%d 0 obj\n" % number)
        return self.data[self.data.index(b"<<", begin) : self.data.index(b"endobj", begin)].rstrip()


def made_readable(data: bytes, pages: Sequence[PageWords], language: str) -> bytes:
    """The PDF with words for its pages in order, in a language ("en-GB").

    Raises:
        ValueError: when the file is not built as Qt builds one.
    """
    trailer = data[data.rindex(b"trailer") :]
    added = _Added(data, int(_found(_SIZE, trailer)))
    root = int(_found(_ROOT, trailer))
    catalogue = added.old(root)
    kids = _found(_KIDS, added.old(int(_found(_PAGES, catalogue))))
    numbers = [int(number) for number in _REFERENCE.findall(kids)]
    if len(numbers) != len(pages):
        raise ValueError(f"{len(numbers)} pages and words for {len(pages)}")  # not words: a programmer's mistake
    outline = _outline(added, numbers, pages)
    tree = _tagged(added, numbers, pages)
    more = (
        b"/Lang %s\n/MarkInfo << /Marked true >>\n/ViewerPreferences << /DisplayDocTitle true >>\n"
        b"/Outlines %d 0 R\n/StructTreeRoot %d 0 R\n" % (_string(language), outline, tree)
    )
    added.put(_with(catalogue, more), root)
    return data + _update(added, trailer)


def _outline(added: _Added, numbers: Sequence[int], pages: Sequence[PageWords]) -> int:
    """An entry for each page, one under the other."""
    outline = added.take()
    entries = [added.take() for _page in pages]
    for place, (entry, number, page) in enumerate(zip(entries, numbers, pages, strict=True)):
        beside = b"/Prev %d 0 R " % entries[place - 1] if place else b""
        beside += b"/Next %d 0 R " % entries[place + 1] if place + 1 < len(entries) else b""
        body = b"<< /Title %s /Parent %d 0 R %s/Dest [%d 0 R /Fit] >>" % (_string(page.title), outline, beside, number)
        added.put(body, entry)
    ends = (entries[0], entries[-1], len(entries))
    return added.put(b"<< /Type /Outlines /First %d 0 R /Last %d 0 R /Count %d >>" % ends, outline)


def _tagged(added: _Added, numbers: Sequence[int], pages: Sequence[PageWords]) -> int:
    """All that a page shows as one figure with its words; the tree of the figures."""
    tree, document = added.take(), added.take()
    begin, end = added.stream(b"/Figure << /MCID 0 >> BDC"), added.stream(b"EMC")
    figures: list[int] = []
    for place, (number, page) in enumerate(zip(numbers, pages, strict=True)):
        parts = (_string(page.alt), document, number)
        figures.append(added.put(b"<< /Type /StructElem /S /Figure /Alt %s /P %d 0 R /Pg %d 0 R /K 0 >>" % parts))
        body, drawn = added.old(number), int(_found(_CONTENTS, added.old(number)))
        body = _CONTENTS.sub(b"/Contents [%d 0 R %d 0 R %d 0 R]" % (begin, drawn, end), body)
        added.put(_with(body, b"/StructParents %d\n/Tabs /S\n" % place), number)
    kids = b" ".join(b"%d 0 R" % figure for figure in figures)
    parents = b" ".join(b"%d [%d 0 R]" % (place, figure) for place, figure in enumerate(figures))
    added.put(b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>" % (tree, kids), document)
    body = b"<< /Type /StructTreeRoot /K %d 0 R /ParentTree << /Nums [%s] >> /ParentTreeNextKey %d >>"
    return added.put(body % (document, parents, len(figures)), tree)


def _update(added: _Added, trailer: bytes) -> bytes:
    """The objects, where each begins, and the trailer that leads back to the table before."""
    before = trailer[trailer.rindex(b"startxref") + 9 :].split()[0]
    written, places = bytearray(b"\n"), dict[int, int]()
    for number, body in sorted(added.bodies.items()):
        places[number] = len(added.data) + len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(added.data) + len(written)
    written += b"xref\n"
    for number, place in places.items():
        written += b"%d 1\n%010d 00000 n \n" % (number, place)
    kept = b"\n".join(found.group(0) for found in (_INFO.search(trailer), _ID.search(trailer)) if found)
    root = _found(_ROOT, trailer)
    ends = (added.size, root, kept, before, start)
    written += b"trailer\n<<\n/Size %d\n/Root %s 0 R\n%s\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n" % ends
    return bytes(written)


def _with(body: bytes, more: bytes) -> bytes:
    """A dictionary with more entries at its end."""
    return body[: body.rindex(b">>")] + more + b">>"


def _string(words: str) -> bytes:
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def _found(pattern: re.Pattern[bytes], body: bytes) -> bytes:
    found = pattern.search(body)
    if found is None:
        raise ValueError(f"no {pattern.pattern!r} in the file")  # not words: a programmer's mistake
    return found.group(1)
