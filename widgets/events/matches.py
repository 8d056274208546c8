"""What a search found, marked: as HTML for a label, and as places in one line of text.

A match stands on a colour and is underlined, so that it is told without the colour too.
"""

from html import escape

from app.search.query import Query, found_in

MATCH_BACK, MATCH_INK = "#FFE08A", "#1A1A1A"
"""Black on yellow, 14 to 1, over light and dark backgrounds alike."""

LEAD = 24
"""So many letters stand before the first match of a line that does not fit."""


def marked_html(text: str, query: Query) -> str:
    """The text as HTML, its line breaks kept and what the query finds in it marked."""
    parts: list[str] = []
    end = 0
    for first, last in found_in(query, text):
        parts.append(escape(text[end:first]))
        parts.append(f"<u style='background-color:{MATCH_BACK};color:{MATCH_INK}'>{escape(text[first:last])}</u>")
        end = last
    parts.append(escape(text[end:]))
    return "".join(parts).replace("\n", "<br>")


def has_match(text: str, query: Query) -> bool:
    """Whether the query finds something in the text."""
    return bool(found_in(query, text))


def led_to_match(line: str, query: Query, fits: int) -> str:
    """The line from shortly before its first match on, where that stands beyond the letters that fit."""
    found = found_in(query, line)
    if not found or found[0][1] <= fits:
        return line
    begin = line.rfind(" ", 0, max(0, found[0][0] - LEAD)) + 1
    return f"… {line[begin:]}" if begin else line
