"""The findings with a choice of kind above them: all, or those of one kind."""

from collections import Counter

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.analysis.kinds import kinds
from widgets.findings.findings_list import FindingsList
from widgets.findings.kind_names import kind_name


class FindingsPanel(QWidget):
    """Holds the list of findings; its choice of kind narrows the list until another case is opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = FindingsList(self)
        self.kind_choice = QComboBox(self)
        self.kind_choice.setAccessibleName("Kind of finding")
        self.kind_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.kind_choice)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        self.list.listed.connect(self._offer_kinds)
        self.kind_choice.activated.connect(self._on_kind_chosen)
        self._offer_kinds()

    def show_among(self, findings: frozenset[str] | None) -> None:
        """List and count only these findings (ids), as a filter leaves them; None for all."""
        self.list.show_among(findings)

    @Slot()
    def _offer_kinds(self) -> None:
        left, total = self.list.left, len(self.list.findings)
        counts = Counter(finding.kind for finding in left)
        order = [*(kind for kind in kinds() if kind in counts), *(kind for kind in counts if kind not in kinds())]
        self.kind_choice.clear()
        count = str(len(left)) if len(left) == total else f"{len(left)} of {total}, filtered"
        self.kind_choice.addItem(f"All kinds ({count})", None)
        for kind in order:
            self.kind_choice.addItem(f"{kind_name(kind)} ({counts[kind]})", kind)
        self.kind_choice.setCurrentIndex(max(0, self.kind_choice.findData(self.list.only_kind)))
        self.kind_choice.setVisible(len(order) > 1 or len(left) != total)

    @Slot(int)
    def _on_kind_chosen(self, _place: int) -> None:
        self.list.show_only(self.kind_choice.currentData())
