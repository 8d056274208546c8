"""The findings of the case, by child and date; the chosen one says its sentence and shows its evidence."""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.analysis.finding import Finding
from app.case.dates import spoken
from app.case.model import Case
from widgets.findings.finding_delegate import DATES, FINDING, KIND, SAYS, FindingDelegate
from widgets.findings.kind_names import kind_name
from widgets.parts.wording import number_of

NO_FINDINGS = "No finding in this record."


class FindingsList(QTreeWidget):
    """``finding_chosen`` (id) when a person chooses one."""

    finding_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setAccessibleName("Findings")
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self._delegate = FindingDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: str | None = None
        self.currentItemChanged.connect(self._on_current_changed)
        self.itemClicked.connect(lambda item, _column: self._tell(item))

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the findings from top to bottom."""
        return tuple(self._items)

    @property
    def chosen(self) -> str | None:
        """The id of the finding chosen here; None for none."""
        item = self.currentItem()
        return None if item is None else item.data(0, FINDING)

    def show_findings(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """List these findings; the one that was chosen stays so where it is still there."""
        chosen = self._shown = self.chosen
        self.clear()
        self._items = {}
        for child in case.children:
            own = [finding for finding in findings if finding.child == child.id]
            if own:
                self._add_child(child.name, own)
        if not findings:
            self.addTopLevelItem(_plain_item(NO_FINDINGS if len(case.events) else "", enabled=False))
        self.select_finding(chosen)

    def select_finding(self, finding: str | None) -> None:
        """Choose this finding and bring it into view; None for none. Emits nothing."""
        self._shown = finding
        if finding == self.chosen:
            return
        item = None if finding is None else self._items.get(finding)
        if item is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def neighbour(self, step: int) -> str | None:
        """The finding that many places from the chosen one, round and round; None where there are none."""
        if not self._items:
            return None
        order = self.order
        if self.chosen is None:
            return order[0 if step > 0 else -1]
        return order[(order.index(self.chosen) + step) % len(order)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _add_child(self, name: str, findings: list[Finding]) -> None:
        parent = _plain_item(f"{name}: {number_of(len(findings), 'finding')}", enabled=True)
        parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addTopLevelItem(parent)
        for finding in findings:
            item = _finding_item(name, finding)
            parent.addChild(item)
            self._items[finding.id] = item
        parent.setExpanded(True)

    def _on_current_changed(self, item: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        for changed in (before, item):
            if changed is not None:
                self._delegate.sizeHintChanged.emit(self.indexFromItem(changed))
        if item is not None and item.data(0, FINDING) != self._shown:
            self._tell(item)

    def _tell(self, item: QTreeWidgetItem) -> None:
        finding = item.data(0, FINDING)
        if finding is not None:
            self.finding_chosen.emit(finding)


def _plain_item(words: str, *, enabled: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    font = item.font(0)
    font.setBold(enabled)
    item.setFont(0, font)
    item.setDisabled(not enabled)
    return item


def _finding_item(child: str, finding: Finding) -> QTreeWidgetItem:
    kind = kind_name(finding.kind)
    dates = f"{_short(finding.start)} to {_short(finding.end)}"
    doubts = [] if finding.confirmed else ["It rests on a suggested code"]
    if not finding.settled:
        doubts.append("The record ends before its window does")
    says = ". ".join([finding.says.rstrip("."), *doubts]) + "."
    item = QTreeWidgetItem()
    item.setToolTip(0, finding.says)
    for role, words in ((KIND, kind), (DATES, dates), (SAYS, says), (FINDING, finding.id)):
        item.setData(0, role, words)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{child}. {kind}. {dates}. {says}")
    return item


def _short(day: date) -> str:
    number, month, year = spoken(day).split()
    return f"{number} {month[:3]} {year}"
