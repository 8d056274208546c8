"""What the rows of one table tell: the words of their text column, and of what stands beside it or before it."""

import re
from collections.abc import Sequence

from importers.dates.date_words import Order
from importers.sheet import RawCell, words_of
from importers.tables.dated_lines import text_of_line
from importers.tables.side_by_side import SideBySide
from importers.tables.table_search import Table

_ANY_WORD = re.compile(r"\w")


class RowTexts:
    """Says the text of each row of one table. ``are_plain`` where the text column alone has it."""

    def __init__(self, table: Table, beside: SideBySide, order: Order) -> None:
        mapping = table.mapping
        self._beside = beside
        self._order: Order = order
        self._lines = table.lines
        self._lead = mapping.column("_lead")
        self._others = mapping.fields.get("_other_text", ())
        self._also = tuple((column, mapping.headings[column].strip(" :")) for column in mapping.fields.get("_also", ()))
        self.are_plain = not beside and not table.lines and self._lead < 0 and not self._also

    def other(self, row: Sequence[RawCell]) -> str:
        """The text of a row whose own text cell is blank, from another column that may hold it; its lead is enough."""
        if self._lead >= 0 and words_of(row[self._lead]):
            return ""
        return next((words for column in self._others if (words := words_of(row[column]))), "")

    def of(self, row: Sequence[RawCell], text: str) -> str:
        """What a row tells; ``text`` is what its text column says."""
        if self._lines:
            return text_of_line(row, self._order)
        if self._beside:
            return self._beside.text(row)
        text = _led(words_of(row[self._lead]), text) if self._lead >= 0 else text
        return self._with_also(row, text) if self._also else text

    def _with_also(self, row: Sequence[RawCell], text: str) -> str:
        """The text, and under their own headings what other columns of a row found."""
        said = [(heading, words) for column, heading in self._also if _ANY_WORD.search(words := words_of(row[column]))]
        new = [f"{heading}: {words}" for heading, words in said if words.casefold() not in text.casefold()]
        return "\n".join(filter(None, (text, *new)))


def _led(lead: str, text: str) -> str:
    """What was found, after what somebody came with; either where the other is blank or says it as well."""
    if not lead or not text or lead.casefold() in text.casefold():
        return text or lead
    return f"{lead.rstrip(' .:;')}: {text}"
