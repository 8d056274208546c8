"""A leaf as an SVG: words stay words, and each part of the chart says what it is.

Qt writes the drawing of each part; the parts are then put together under the title and the description that a
screen reader reads, with names for the groups and fonts to fall back on.
"""

import re
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.progress import Progress
from widgets.going_out.leaf import Leaf, Part, Told, language_of_words

SVG = "http://www.w3.org/2000/svg"
FALLBACKS = ("Open Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "sans-serif")  # not words: fonts
"""Fonts of other systems that take the place of ours where it is not installed, the likest first."""

_INHERITED = ("font-family", "font-size", "font-weight", "font-style")
_SIZE_OF_SCREEN = 96
_LIGATURES = QFont.Tag("liga")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")

ElementTree.register_namespace("", SVG)


def svg_of(leaf: Leaf, told: Told, progress: Progress) -> bytes:
    """The bytes of an SVG file, drawn at ``leaf``'s size in CSS pixels and readable without seeing it."""
    root = ElementTree.Element(
        _tag("svg"),
        {
            "version": "1.1",
            "width": str(leaf.width),
            "height": str(leaf.height),
            "viewBox": f"0 0 {leaf.width} {leaf.height}",
            "role": "img",
            "aria-labelledby": "chart-title",
            "aria-describedby": "chart-description",
            "lang": language_of_words(),
        },
    )
    ElementTree.SubElement(root, _tag("title"), {"id": "chart-title"}).text = told.title
    ElementTree.SubElement(root, _tag("desc"), {"id": "chart-description"}).text = told.spoken
    note = f"{told.program}, {told.drawn.isoformat(timespec='seconds')}"
    ElementTree.SubElement(root, _tag("metadata")).text = note
    definitions = ElementTree.SubElement(root, _tag("defs"))
    for place, part in enumerate(leaf.parts):
        progress.at(place / len(leaf.parts))
        drawn = ElementTree.fromstring(_drawing(leaf, part))
        _take(drawn, f"p{place}-", part, root, definitions)
    if not len(definitions):
        root.remove(definitions)
    progress.at(0.95)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _drawing(leaf: Leaf, part: Part) -> bytes:
    """What Qt writes for one part alone."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    # Version 1.1, since the tiny profile has no clips.
    writer = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    writer.setOutputDevice(held)
    writer.setResolution(_SIZE_OF_SCREEN)
    writer.setSize(QSize(leaf.width, leaf.height))
    writer.setViewBox(QRectF(0, 0, leaf.width, leaf.height))
    painter = QPainter(writer)
    try:
        part.paint(painter)
    finally:
        painter.end()
    return bytes(held.data().data())


def _take(
    drawn: ElementTree.Element, prefix: str, part: Part, root: ElementTree.Element, definitions: ElementTree.Element
) -> None:
    """Bring what Qt drew under a group of its own, its definitions under names of their own."""
    outer = drawn.find(_tag("g"))
    if outer is None:
        return
    for element in drawn.iter():
        _mend(element, prefix)
    definitions.extend(child for found in drawn.findall(_tag("defs")) for child in found)
    outer[:] = [child for child in outer if _draws(child)]
    if part.name:
        outer.set("role", "group")
        outer.set("aria-label", f"{part.name}. {part.spoken}" if part.spoken else part.name)
    root.append(outer)


def _draws(group: ElementTree.Element) -> bool:
    """Whether anything is drawn in there: Qt opens a group at every change of pen, drawn with or not."""
    return any(element.tag != _tag("g") for element in group.iter())


def _mend(element: ElementTree.Element, prefix: str) -> None:
    """Names of its own for what is referred to; fonts only where there are words, with others to fall back on."""
    for key, value in element.attrib.items():
        if key == "id":
            element.set(key, prefix + value)
        elif "url(#" in value:
            element.set(key, _REFERENCE.sub(rf"url(#{prefix}\1)", value))
    if element.get("transform") == "matrix(1,0,0,1,0,0)":
        del element.attrib["transform"]
    element.attrib.pop("vector-effect", None)
    if element.tag == _tag("text"):
        _set_words(element)
    else:
        for key in _INHERITED:
            element.attrib.pop(key, None)
    element.tail = None if element.tag == _tag("text") else element.tail


def _set_words(element: ElementTree.Element) -> None:
    """Words keep the width they were laid out with, whichever font they come out in."""
    family, words = element.get("font-family", ""), element.text or ""
    font = QFont(family)
    font.setPixelSize(max(1, round(float(element.get("font-size", "11")))))
    font.setBold(int(element.get("font-weight", "400")) > 500)
    font.setItalic(element.get("font-style") == "italic")
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(_LIGATURES, 0)
    element.set("textLength", f"{QFontMetricsF(font).horizontalAdvance(words):.2f}")
    element.set("lengthAdjust", "spacingAndGlyphs")
    named = [f"'{name}'" if " " in name else name for name in (family, *FALLBACKS)]
    element.set("font-family", ", ".join(named))


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"
