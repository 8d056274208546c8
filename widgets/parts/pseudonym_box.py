"""The choice to put pseudonyms in place of names in a table that is shown, copied or saved."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from app.case.model import Case
from app.case.pseudonyms import pseudonyms_of
from app.export.import_report import ReportSheet
from app.language import tr
from app.panel.veil import Veil


class PseudonymBox(QCheckBox):
    """Ticked at first where a panel is being shown: a file saved meanwhile goes out to the same people.

    ``named_in`` is the whole case where the page shows a part of it: people go by the same words in both.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Pseu&donyms in place of names"), parent)
        self.setToolTip(tr("What stands in the table, on the clipboard and in the workbook, as the panel view has it"))
        self.named_in: Case | None = None

    def over(self, sheets: Sequence[ReportSheet], case: Case) -> tuple[ReportSheet, ...]:
        """The sheets as they are to be shown and saved."""
        if not self.isChecked():
            return tuple(sheets)
        veil = self._veil(case)
        return tuple(
            replace(
                sheet,
                headings=tuple(map(veil.over, sheet.headings)),
                rows=tuple(
                    tuple(veil.over(value) if isinstance(value, str) else value for value in row) for row in sheet.rows
                ),
            )
            for sheet in sheets
        )

    def over_grid(self, grid: Sequence[tuple[str, ...]], case: Case) -> list[tuple[str, ...]]:
        """Rows of words as they are to be shown."""
        if not self.isChecked():
            return [*grid]
        veil = self._veil(case)
        return [tuple(map(veil.over, row)) for row in grid]

    def over_words(self, words: str, case: Case) -> str:
        """Words that go with the table, as its marking does."""
        return self._veil(case).over(words) if self.isChecked() else words

    def _veil(self, case: Case) -> Veil:
        whole = self.named_in or case
        return Veil(whole, pseudonyms_of(whole))
