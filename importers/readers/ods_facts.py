"""What calamine does not tell of an .ods and its XML does: which cells are merged.

The XML is searched, not parsed, as in ``workbook_facts``.
"""

import re
from html import unescape

from importers.sheet import MergedRange

_TAG = re.compile(rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?![\w-])([^>]*?)(/?)>")
_NAME = re.compile(rb"""\btable:name="([^"]*)\"""")
_NUMBER = {
    name: re.compile(rb'\btable:number-%s="(\d{1,7})"' % name)
    for name in (b"rows-repeated", b"columns-repeated", b"rows-spanned", b"columns-spanned")
}
_MOST = 20_000
"""More merged cells than this are how a sheet looks, and tell nothing of its rows."""


def merged_cells(xml: bytes) -> dict[str, tuple[MergedRange, ...]]:
    """The merged cells of each sheet, by its name, from the ``content.xml`` of an .ods."""
    found: dict[str, list[MergedRange]] = {}
    sheet: list[MergedRange] = []
    row = column = depth = top = 0
    for met in _TAG.finditer(xml):
        closing, tag, attributes = met[1] == b"/", met[2], met[3]
        if tag == b"table":
            # A table inside a cell is no sheet.
            depth += -1 if closing else 0 if met[4] else 1
            if depth == 1 and not closing:
                name = _NAME.search(attributes)
                sheet = found.setdefault(unescape(name[1].decode("utf-8", "replace")) if name else "", [])
                row = 0
        elif depth != 1 or closing:
            continue
        elif tag == b"table-row":
            column, top = 0, row
            row += _number(b"rows-repeated", attributes)
        else:
            down, across = _number(b"rows-spanned", attributes), _number(b"columns-spanned", attributes)
            if (down > 1 or across > 1) and len(sheet) < _MOST:
                sheet.append(MergedRange(top, column, top + down - 1, column + across - 1))
            column += _number(b"columns-repeated", attributes)
    return {name: tuple(areas) for name, areas in found.items()}


def _number(name: bytes, attributes: bytes) -> int:
    met = _NUMBER[name].search(attributes)
    return max(1, int(met[1])) if met else 1
