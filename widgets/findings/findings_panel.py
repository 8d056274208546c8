"""The findings with a choice of kind above them: all, or those of one kind."""

from collections import Counter

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.analysis.kinds import kinds
from app.language import tr
from widgets.findings.findings_list import FindingsList
from widgets.findings.kind_names import kind_name


class FindingsPanel(QWidget):
    """Holds the list of findings; its choice of kind narrows the list until another case is opened.

    ``help_asked`` (kind) by the question mark beside it: the kind that is chosen or listed alone, else empty.
    """

    help_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = FindingsList(self)
        self.kind_choice = QComboBox(self)
        self.kind_choice.setAccessibleName(tr("Kind of finding"))
        self.kind_choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.explain = QToolButton(self)
        self.explain.setText("?")
        self.explain.setAutoRaise(True)
        self.explain.setAccessibleName(tr("What this kind of finding means"))
        self.explain.setToolTip(tr("What this kind of finding means"))
        self.explain.clicked.connect(self._ask_help)
        row = QHBoxLayout()
        row.addWidget(self.kind_choice, 1)
        row.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        self.list.listed.connect(self._offer_kinds)
        self.kind_choice.activated.connect(self._on_kind_chosen)
        self._offer_kinds()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Pass the keyboard on to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_among(self, findings: frozenset[str] | None) -> None:
        """List and count only these findings (ids), as a filter leaves them; None for all."""
        self.list.show_among(findings)

    def _ask_help(self) -> None:
        chosen = (finding.kind for finding in self.list.findings if finding.id == self.list.chosen)
        self.help_asked.emit(self.kind_choice.currentData() or next(chosen, ""))

    @Slot()
    def _offer_kinds(self) -> None:
        left, total = self.list.left, len(self.list.findings)
        counts = Counter(finding.kind for finding in left)
        order = [*(kind for kind in kinds() if kind in counts), *(kind for kind in counts if kind not in kinds())]
        self.kind_choice.clear()
        filtered = tr("{count} of {total}, filtered").format(count=f"{len(left):,}", total=f"{total:,}")
        count = f"{total:,}" if len(left) == total else filtered
        self.kind_choice.addItem(tr("All kinds ({count})").format(count=count), None)
        for kind in order:
            self.kind_choice.addItem(f"{kind_name(kind)} ({counts[kind]:,})", kind)
        self.kind_choice.setCurrentIndex(max(0, self.kind_choice.findData(self.list.only_kind)))
        self.kind_choice.setVisible(len(order) > 1 or len(left) != total)

    @Slot(int)
    def _on_kind_chosen(self, _place: int) -> None:
        self.list.show_only(self.kind_choice.currentData())
