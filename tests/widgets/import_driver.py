"""A reviewer who looks at what files are taken for before their rows join the case."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QInputDialog

from tests.widgets.answers import answering, choose_files
from tests.widgets.driver import PATIENCE, Driver
from widgets.importing.again_page import AgainPage
from widgets.importing.wizard import ImportWizard


class ImportDriver(Driver):
    """Works in the check before an import, and in the page on a file that came before."""

    def waits(self) -> None:
        """Waits until no work is running and no page is about to open."""
        for _turn in range(2):
            self._qtbot.waitUntil(lambda: not self.window.jobs.running, timeout=PATIENCE)
            QApplication.processEvents()

    def imports_with_check(self, *files: str | Path) -> ImportWizard:
        """Chooses files by the command that shows the check; the check that opened."""
        with answering(lambda dialog: choose_files(dialog, [self._path(file) for file in files])):
            self.gives("case.import_check")
        self.waits()
        return self.check

    def pastes(self, text: str) -> None:
        """Has a table on the clipboard and pastes it."""
        QGuiApplication.clipboard().setText(text)
        self.gives("case.paste")
        self.waits()

    def checks_columns(self) -> ImportWizard:
        """Presses "Check columns…" in the bar."""
        offer = self.window.message_bar.offer
        assert offer is not None and offer.words == "Check columns…"
        offer.deed()
        return self.check

    @property
    def check(self) -> ImportWizard:
        """The check that is open."""
        dialog = self.dialog_open()
        assert isinstance(dialog, ImportWizard), f"{dialog} is no check"
        return dialog

    @property
    def again(self) -> AgainPage:
        """The page on a file that came before, which is open."""
        dialog = self.dialog_open()
        assert isinstance(dialog, AgainPage), f"{dialog} is no such page"
        return dialog

    def dialog_open(self) -> QDialog | None:
        """The dialog that is open; None for none."""
        dialog = QApplication.activeModalWidget()
        return dialog if isinstance(dialog, QDialog) else None

    def sheet_lines(self) -> list[str]:
        """What the list of sheets says, line by line."""
        sheets = self.check.sheets
        return [sheets.item(row).text().replace("\n", " ") for row in range(sheets.count())]

    def shows_sheet(self, words: str) -> None:
        """Chooses the sheet whose line holds these words."""
        self.check.sheets.setCurrentRow(next(n for n, line in enumerate(self.sheet_lines()) if words in line))

    def fields_shown(self) -> list[str]:
        """What the lists above the columns say."""
        return [one.currentText() for one in self.check.page.bar.lists]

    def says_column(self, column: int, name: str) -> None:
        """Picks what a column (0-based) is, with the keyboard."""
        pick(self.check.page.bar.lists[column], name)

    def says_scale(self, name: str) -> None:
        """Answers which end of the scale is worse."""
        pick(self.check.page.scale, name)

    def says_agency(self, name: str) -> None:
        """Types the agency of the sheet."""
        editor = self.check.page.agency.lineEdit()
        assert editor is not None
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, name)
        QTest.keyClick(editor, Qt.Key.Key_Tab)

    def becoming(self) -> list[list[str]]:
        """What the first rows become, as the check shows it."""
        return cells(self.check.page.becoming)

    def kinds_shown(self) -> list[str]:
        """What each row of the preview is said to be."""
        return [row[0] for row in cells(self.check.page.model)]

    def imports_all(self) -> None:
        """Presses "Import all"."""
        assert self.check.import_all.isEnabled(), self.check.waiting.text()
        QTest.mouseClick(self.check.import_all, Qt.MouseButton.LeftButton)
        self.waits()

    def cancels_check(self) -> None:
        """Puts the check away with Escape."""
        QTest.keyClick(self.check, Qt.Key.Key_Escape)
        self.waits()


def pick(box: QComboBox, name: str) -> None:
    """Choose an entry of a list with the keyboard, as Home and the arrow keys do."""
    assert box.isVisible() and box.isEnabled(), f"no list {box.accessibleName()}"
    place = box.findText(name)
    assert place >= 0, f"{name} is not in {[box.itemText(n) for n in range(box.count())]}"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentIndex() < place:
        QTest.keyClick(box, Qt.Key.Key_Down)


def cells(model: QAbstractItemModel) -> list[list[str]]:
    """The words of a table model."""
    return [
        [model.index(row, column).data() or "" for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@contextmanager
def giving_passwords(*passwords: str) -> Iterator[list[str]]:
    """Give these passwords one after the other to the questions that come up; what was asked."""
    asked: list[str] = []
    left = list(passwords)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        asked.append(dialog.labelText())
        if left:
            dialog.setTextValue(left.pop(0))
            dialog.accept()
        else:
            dialog.reject()

    with answering(answer):
        yield asked
