"""Leaves as the pages of a PDF: lines and words, no pictures of them."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.language import tr
from app.progress import Progress
from widgets.going_out.leaf import Leaf, Told, language_of_words
from widgets.going_out.paper import MM_PER_PIXEL, Paper
from widgets.going_out.pdf_reading import PageWords, made_readable
from widgets.going_out.png import SCREEN_DPI

DPI = 1200
"""The writer's own grain; lines finer than that would be rounded."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{alt}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{program}</xmp:CreatorTool><xmp:CreateDate>{drawn}</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""  # not words: XMP


def pdf_of(leaves: Sequence[Leaf], told: Told, paper: Paper | None, progress: Progress) -> bytes:
    """The bytes of a PDF file with a page for each leaf; title and description are in it, an author is not. It is
    tagged: each page is a figure with its words, and has an entry in the outline.

    Without ``paper`` a page is as large as its leaf on a screen of 96 dots per inch.
    """
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setTitle(told.title)
    writer.setCreator(told.program)
    words = {"title": told.title, "alt": told.alt, "program": told.program, "drawn": told.drawn.isoformat()}
    words["language"] = language_of_words()
    packet = _XMP.format_map({key: escape(value) for key, value in words.items()})
    writer.setDocumentXmpMetadata(packet.encode())
    writer.setResolution(DPI)
    writer.setPageLayout(page_layout(paper) if paper else _just_around(leaves[0]))
    painter = QPainter(writer)
    try:
        paint_pages(leaves, painter, writer, DPI * (MM_PER_PIXEL / 25.4 if paper else 1 / SCREEN_DPI), progress)
    finally:
        painter.end()
    return made_readable(bytes(held.data().data()), _page_words(leaves), language_of_words())


def _page_words(leaves: Sequence[Leaf]) -> list[PageWords]:
    """What each page is called, by the lanes on it, and what they say."""
    found: list[PageWords] = []
    for number, leaf in enumerate(leaves, start=1):
        named = ", ".join(part.name for part in leaf.parts if part.name)
        title = tr("Page {number}: {names}") if named else tr("Page {number}")
        alt = "\n".join(part.spoken for part in leaf.parts if part.spoken)
        found.append(PageWords(title.format(number=number, names=named), alt or title.format(number=number)))
    return found


def paint_pages(
    leaves: Sequence[Leaf], painter: QPainter, device: QPagedPaintDevice, scale: float, progress: Progress
) -> None:
    """Paint each leaf on a page of its own, with ``scale`` of the device's dots to a logical pixel."""
    for place, leaf in enumerate(leaves):
        if place:
            device.newPage()
        painter.save()
        painter.scale(scale, scale)
        try:
            leaf.paint(painter, progress, (place / len(leaves), (place + 1) / len(leaves)))
        finally:
            painter.restore()


def page_layout(paper: Paper) -> QPageLayout:
    """How the paper lies, and its margins."""
    wide, high = Paper(paper.sheet, landscape=False).size
    size = QPageSize(QSizeF(wide, high), QPageSize.Unit.Millimeter, paper.sheet)
    lies = QPageLayout.Orientation.Landscape if paper.landscape else QPageLayout.Orientation.Portrait
    margin = paper.margin
    return QPageLayout(size, lies, QMarginsF(margin, margin, margin, margin), QPageLayout.Unit.Millimeter)


def _just_around(leaf: Leaf) -> QPageLayout:
    points = 72 / SCREEN_DPI
    page = QPageSize(
        QSizeF(leaf.width * points, leaf.height * points), QPageSize.Unit.Point, "Screen"
    )  # not words: a key
    # Upright whatever its shape: a page that lies would be turned.
    return QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
