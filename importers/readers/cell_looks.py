"""How the cells of an .xlsx look where that may mean something: their fill colours, and words that are struck through.

The XML is searched, not parsed, as in ``workbook_facts``: what is not found is not told.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_FILLS = re.compile(rb"<(?:\w+:)?fills[\s>].*?</(?:\w+:)?fills>", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill>(.*?)</(?:\w+:)?fill>|<(?:\w+:)?fill/>", re.DOTALL)
_SOLID = re.compile(rb"""patternType=["']solid["']""")
_FORE = re.compile(rb"<(?:\w+:)?fgColor\s([^>]*)>")
_FONTS = re.compile(rb"<(?:\w+:)?fonts[\s>].*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font>(.*?)</(?:\w+:)?font>|<(?:\w+:)?font/>", re.DOTALL)
_STRIKE = re.compile(rb"""<(?:\w+:)?strike(?:\s+val=["'](?:1|true)["'])?\s*/>""")
_CELL_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs[\s>].*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/?)>")
_REF = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_STRING = re.compile(rb"<(?:\w+:)?si>(.*?)</(?:\w+:)?si>", re.DOTALL)
_SHARED = re.compile(rb"""\bt=["']s["'][^>]*>\s*(?:<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v>(\d+)</""")
_SCHEME = re.compile(rb"<a:clrScheme[\s>].*?</a:clrScheme>", re.DOTALL)
_SCHEME_COLOUR = re.compile(
    rb"""<a:(lt1|dk1|lt2|dk2|accent[1-6])>\s*<a:\w+[^>]*?(?:lastClr|val)=["']([0-9A-Fa-f]{6})["']"""
)

_THEME_ORDER = (b"lt1", b"dk1", b"lt2", b"dk2", *(b"accent%d" % number for number in range(1, 7)))
_PLAIN = frozenset(("FFFFFF", "000000"))
_INDEXED = (  # not words: numbers of colours
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF "
    * 2
    + "800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF "
    "000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 "
    "3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()
"""The palette of old workbooks, by number (ECMA-376, part 1, 18.8.27)."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Of one sheet: the fill of each cell that has one, as 0-based row -> 0-based column -> "RRGGBB"; and rows (as
    numbered) with words struck through."""

    fills: Mapping[int, Mapping[int, str]] = field(default_factory=dict[int, Mapping[int, str]])
    struck: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Styles:
    """What the cell formats of a workbook look like: format -> fill colour, and the formats that strike words through.

    ``strings`` are the shared strings of which a part at least is struck through.
    """

    fills: Mapping[int, str]
    struck: frozenset[int]
    strings: frozenset[int] = frozenset()


def styles_of(styles: bytes, theme: bytes, strings: bytes) -> Styles:
    """The looks that the parts ``styles.xml``, ``theme1.xml`` and ``sharedStrings.xml`` define."""
    scheme = _scheme(theme)
    colours = [_colour(fill[1] or b"", scheme) for fill in _FILL.finditer(_whole(_FILLS, styles))]
    strikes = [_STRIKE.search(font[1] or b"") is not None for font in _FONT.finditer(_whole(_FONTS, styles))]
    fills: dict[int, str] = {}
    struck: set[int] = set()
    for place, tag in enumerate(_FORMAT.findall(_whole(_CELL_FORMATS, styles))):
        fill, font = _number(tag, b"fillId"), _number(tag, b"fontId")
        if 0 <= fill < len(colours) and (colour := colours[fill]):
            fills[place] = colour
        if 0 <= font < len(strikes) and strikes[font]:
            struck.add(place)
    lined = frozenset(
        place for place, words in enumerate(_STRING.findall(strings)) if b"strike" in words and _STRIKE.search(words)
    )
    return Styles(fills, frozenset(struck), lined)


def looks_of(xml: bytes, styles: Styles) -> Looks:
    """How the cells of a sheet look."""
    if not (styles.fills or styles.struck or styles.strings):
        return Looks()
    fills: dict[int, dict[int, str]] = {}
    struck: set[int] = set()
    for met in _CELL.finditer(xml):
        style, ref = _STYLE.search(met[1]), _REF.search(met[1])
        if ref is None:
            continue
        number = int(style[1]) if style else 0
        if number in styles.fills:
            fills.setdefault(int(ref[2]) - 1, {})[_column(ref[1])] = styles.fills[number]
        # A struck format on a blank cell says nothing.
        if number in styles.struck and not met[2] or styles.strings and _says(xml, met, styles.strings):
            struck.add(int(ref[2]))
    return Looks(fills, tuple(sorted(struck)))


def _says(xml: bytes, cell: re.Match[bytes], strings: frozenset[int]) -> bool:
    shared = _SHARED.search(xml, cell.start(1), min(len(xml), cell.end() + 200))
    return shared is not None and shared.start() < cell.end() and int(shared[1]) in strings


def _whole(pattern: re.Pattern[bytes], xml: bytes) -> bytes:
    found = pattern.search(xml)
    return found[0] if found else b""


def _number(tag: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb"""=["'](\d+)["']""", tag)
    return int(found[1]) if found else -1


def _scheme(theme: bytes) -> Sequence[str]:
    """The colours of a theme by the numbers that cells call them; "" for one that is not told."""
    found = {name: colour.decode().upper() for name, colour in _SCHEME_COLOUR.findall(_whole(_SCHEME, theme))}
    return [found.get(name, "") for name in _THEME_ORDER]


def _colour(fill: bytes, scheme: Sequence[str]) -> str:
    """The colour of a solid fill that is neither black nor white; "" for none."""
    fore = _FORE.search(fill) if _SOLID.search(fill) else None
    if fore is None:
        return ""
    colour = ""
    if rgb := re.search(rb"""\brgb=["']([0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})["']""", fore[1]):
        colour = rgb[2].decode().upper()
    elif (theme := _number(fore[1], b"theme")) >= 0:
        colour = scheme[theme] if theme < len(scheme) else ""
    elif 0 <= (indexed := _number(fore[1], b"indexed")) < len(_INDEXED):
        colour = _INDEXED[indexed]
    tint = re.search(rb"""\btint=["'](-?[\d.]+)["']""", fore[1])
    colour = _tinted(colour, float(tint[1])) if colour and tint else colour
    return "" if colour in _PLAIN else colour


def _tinted(colour: str, tint: float) -> str:
    """A colour made lighter (tint up to 1) or darker (down to -1)."""
    channels = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    mixed = [value + (255 - value) * tint if tint > 0 else value * (1 + tint) for value in channels]
    return "".join(f"{max(0, min(255, round(value))):02X}" for value in mixed)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
