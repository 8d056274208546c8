"""The cases opened of late: each can be opened or taken off the list, and one that is gone says so."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from app.language import tr
from widgets.parts.headings import section_label
from widgets.start.case_list import CaseList, case_row, close_column

SHOWN = 8


class RecentCases(CaseList):
    """``file_asked`` (path) to open one, ``forget_asked`` (path, or None for all) to take it off the list."""

    file_asked = Signal(object)
    forget_asked = Signal(object)

    def show_files(self, files: Sequence[Path]) -> None:
        """List these files, the first ones of many."""
        self.hold(self._listed(files[:SHOWN]) if files else None)

    def _listed(self, files: Sequence[Path]) -> QWidget:
        listed = QWidget(self)
        column = close_column(listed)
        head = QHBoxLayout()
        head.addWidget(section_label(tr("Recent"), listed), 1)
        everything = QToolButton(listed)
        everything.setText(tr("Forget all"))
        everything.setToolTip(tr("Empty this list; the files stay where they are"))
        everything.setAutoRaise(True)
        everything.clicked.connect(lambda: self.forget_asked.emit(None))
        head.addWidget(everything)
        column.addLayout(head)
        alike = Counter(file.name for file in files)
        for file in files:
            told = tr("{file} in {folder}").format(file=file.name, folder=file.parent)
            column.addLayout(self._row(file, file.name if alike[file.name] == 1 else told, listed))
        return listed

    def _row(self, file: Path, told: str, parent: QWidget) -> QHBoxLayout:
        there = file.is_file()
        button = QPushButton(told if there else tr("{file}: no longer there").format(file=told), parent)
        button.setFlat(True)
        button.setEnabled(there)
        button.setToolTip(str(file) if there else tr("Looked for in {folder}").format(folder=file.parent))
        button.setObjectName("recent")
        button.clicked.connect(lambda _checked=False: self.file_asked.emit(file))
        forget = QToolButton(parent)
        forget.setText(tr("Forget"))
        forget.setAccessibleName(tr("Forget {file}").format(file=file.name))
        forget.setToolTip(tr("Take it off this list; the file stays where it is"))
        forget.clicked.connect(lambda _checked=False: self.forget_asked.emit(file))
        return case_row(button, forget)
