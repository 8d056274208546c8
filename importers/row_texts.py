"""What the rows of one table tell: the words of their text column, and of what stands beside it or before it."""

from collections.abc import Sequence

from importers.date_words import Order
from importers.dated_lines import text_of_line
from importers.sheet import RawCell, words_of
from importers.side_by_side import SideBySide
from importers.tables import Table


class RowTexts:
    """Says the text of each row of one table. ``are_plain`` where the text column alone has it."""

    def __init__(self, table: Table, beside: SideBySide, order: Order) -> None:
        mapping = table.mapping
        self._beside = beside
        self._order: Order = order
        self._lines = table.lines
        self._lead = mapping.column("_lead")
        self._others = mapping.fields.get("_other_text", ())
        self.are_plain = not beside and not table.lines and self._lead < 0

    def other(self, row: Sequence[RawCell]) -> str:
        """The text of a row whose own text cell is blank, from another column that may hold it."""
        return next((words for column in self._others if (words := words_of(row[column]))), "")

    def of(self, row: Sequence[RawCell], text: str) -> str:
        """What a row tells; ``text`` is what its text column says."""
        if self._lines:
            return text_of_line(row, self._order)
        if self._beside:
            return self._beside.text(row)
        return _led(words_of(row[self._lead]), text) if self._lead >= 0 else text


def _led(lead: str, text: str) -> str:
    """What was found, after what somebody came with; either where the other is blank or says it as well."""
    if not lead or not text or lead.casefold() in text.casefold():
        return text or lead
    return f"{lead.rstrip(' .:;')}: {text}"
