"""The findings of the case, by child, kind and date; the chosen one says its sentence, its rule and how firm it is."""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.analysis.decisions import Decided, decided, no_longer_found
from app.analysis.finding import ESCALATION, RELAPSE, SUSTAINED, Finding
from app.analysis.kinds import kinds
from app.case.model import Case
from app.language import tr
from widgets.findings.decision_words import decision_words, mark_of, standing_words
from widgets.findings.finding_delegate import DATES, FINDING, KIND, SAYS, WHY, FindingDelegate
from widgets.findings.kind_names import firmness_words, kind_name, rule_words
from widgets.parts.wording import findings_in_words, short_day

if TYPE_CHECKING:
    from app.analysis.firmness import Firmness

NO_FINDINGS = tr("No finding in this record.")
NONE_SCORED = tr("No finding yet: no record has a severity. In the table, the digits 0 to 5 give one.")
NONE_LEFT = tr("The filter leaves no finding.")

_FIRST = (RELAPSE, SUSTAINED, ESCALATION)
"""Kinds that are listed one by one; several findings of another kind stand under its name, to be opened."""


_Told = tuple[str, Finding, Decided | None]
"""What a line says: the child's name, the finding, and what was decided on it."""


_Group = tuple[int | None, str]
"""A heading: of a child (None: of what was dismissed), or (with a kind) of one kind of finding under it."""


class FindingsList(QTreeWidget):
    """``finding_chosen`` (id) when a person chooses one, ``none_chosen`` when they go from it to a heading; ``listed``
    when other findings are listed."""

    finding_chosen = Signal(str)
    none_chosen = Signal()
    listed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, QTreeWidgetItem] = {}
        self._made: dict[str, tuple[_Told, QTreeWidgetItem]] = {}
        self._groups: dict[_Group, QTreeWidgetItem] = {}
        self._opened: dict[_Group, bool] = {}
        self._known: tuple[Case, tuple[Finding, ...]] | None = None
        self._firm: dict[str, Firmness] = {}
        self._rules: dict[str, str] = {}
        self.only_kind: str | None = None
        self._among: frozenset[str] | None = None
        self.setAccessibleName(tr("Findings"))
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self._delegate = FindingDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: str | None = None
        self._wanted: str | None = None
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

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding there is, of whatever kind."""
        return self._known[1] if self._known else ()

    @property
    def left(self) -> tuple[Finding, ...]:
        """The findings, of whatever kind, that a filter leaves."""
        return tuple(one for one in self.findings if self._among is None or one.id in self._among)

    def show_among(self, findings: frozenset[str] | None) -> None:
        """List only these findings (ids), as a filter leaves them; None for all."""
        if findings != self._among:
            self._among = findings
            if self._known is not None:
                self._list(*self._known)
            self.listed.emit()

    def show_only(self, kind: str | None) -> None:
        """List only the findings of that kind; None for all."""
        self.only_kind = kind
        if self._known is not None:
            self._list(*self._known)

    def show_firmness(self, finding: str, firm: "Firmness") -> None:
        """Say with a finding how firm it is; nothing where it is not listed."""
        self._firm[finding] = firm
        item = self._items.get(finding)
        known = next((one for one in self.findings if one.id == finding), None)
        if item is not None and known is not None:
            item.setData(0, WHY, self._why(known))
            self._delegate.sizeHintChanged.emit(self.indexFromItem(item))
            if finding == self._shown == self.chosen:
                self._bring_into_view(item)

    def show_findings(self, case: Case, findings: tuple[Finding, ...]) -> None:
        """List these findings; the one that was chosen stays so where it is still there."""
        same = self._known is not None and self._known[1] == findings
        if not same:  # a decision changes nothing in how firm a finding is
            self._forget_why()
        before, self._known, self._rules = self._made, (case, findings), {}
        # An edit touches few findings; the lines of all others stay as they were written.
        self._made = {finding.id: before[finding.id] for finding in findings if finding.id in before}
        if not self._made:
            self._opened = {}
        if self.only_kind is not None and all(finding.kind != self.only_kind for finding in findings):
            self.only_kind = None
        self._list(case, findings)
        self.listed.emit()

    def _forget_why(self) -> None:
        """A line that stays as it was is asked again how firm its finding is once it is chosen."""
        for finding in self._rules:
            if finding in self._made:
                self._made[finding][1].setData(0, WHY, None)
        self._firm = {}

    def _list(self, case: Case, every: tuple[Finding, ...]) -> None:
        chosen = self._shown = self.chosen or self._wanted
        scrolled = self.verticalScrollBar().value()
        self._empty()
        findings = tuple(one for one in self.left if self.only_kind in (None, one.kind))
        standing = decided(case, findings)
        put_by = {key for key, decision in standing.items() if decision.dismissed}
        dismissed = [finding for finding in findings if finding.id in put_by]
        for child in case.children:
            own = [finding for finding in findings if finding.child == child.id and finding.id not in put_by]
            if own:
                self._add_group(child.id, f"{child.name}: {findings_in_words(len(own))}", case, own, standing)
        if dismissed:
            title = tr("Dismissed: {findings}").format(findings=findings_in_words(len(dismissed)))
            self._add_group(None, title, case, dismissed, standing)
        for decision in no_longer_found(case, every) if self.only_kind is None else ():
            name = case.children[decision.child].name
            kind, day = kind_name(decision.kind), short_day(decision.start)
            words = tr("No longer found: {child}, {kind}, {day}").format(child=name, kind=kind, day=day)
            item = _plain_item(f"{words} ({decision_words(decision)})", enabled=False)
            item.setToolTip(0, decision_words(decision))
            self.addTopLevelItem(item)
        if not findings:
            words = NONE_LEFT if every and self._among is not None else _none_words(case)
            self.addTopLevelItem(_plain_item(words, enabled=False))
        self.select_finding(chosen)
        self._scroll_back_to(scrolled)

    def _scroll_back_to(self, scrolled: int) -> None:
        """Every code lists the findings anew, and a list that was read on must not jump back to its top."""
        if scrolled:
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(scrolled)
            if self.currentItem() is not None:
                self._bring_into_view(self.currentItem())

    def _empty(self) -> None:
        """List nothing. The lines of findings are kept aside: to write thousands anew would hold up a filter."""
        self.setCurrentIndex(QModelIndex())
        self._opened.update((key, group.isExpanded()) for key, group in self._groups.items())
        for group in self._groups.values():
            group.takeChildren()
        self._items, self._groups = {}, {}
        self.clear()

    def select_finding(self, finding: str | None) -> None:
        """Choose this finding and bring it into view; None for none. Emits nothing.

        One that a filter hides is chosen as soon as it is listed again.
        """
        self._shown = self._wanted = finding
        if finding == self.chosen:
            return
        item = None if finding is None else self._items.get(finding)
        if item is None:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
        else:
            self.setCurrentItem(item)
            self._bring_into_view(item)

    def _bring_into_view(self, item: QTreeWidgetItem) -> None:
        """Scroll to a finding, from its heading on: what it says grows as it is chosen, and the one before shrinks."""
        self.executeDelayedItemsLayout()
        self.scrollToItem(item)
        if self.visualItemRect(item).top() < 0:
            self.scrollToItem(item, QTreeWidget.ScrollHint.PositionAtTop)

    def neighbour(self, step: int) -> str | None:
        """The finding that many places from the chosen one, round and round; None where there are none."""
        if not self._items:
            return None
        order = self.order
        if self.chosen is None:
            return order[0 if step > 0 else -1]
        return order[(order.index(self.chosen) + step) % len(order)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew where the list is as wide as before no more."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _add_group(
        self, child: int | None, title: str, case: Case, findings: list[Finding], standing: Mapping[str, Decided]
    ) -> None:
        parent = _plain_item(title, enabled=True)
        parent.setFlags(Qt.ItemFlag.ItemIsEnabled)
        order = {kind: place for place, kind in enumerate(kinds())}
        findings = sorted(findings, key=lambda finding: order.get(finding.kind, len(order)))
        for kind, same in groupby(findings, key=lambda finding: finding.kind):
            alike = list(same)
            under = parent
            if len(alike) > 1 and kind not in _FIRST and self.only_kind is None:
                under = _plain_item(f"{kind_name(kind)} ({len(alike)})", enabled=True)
                under.setFlags(Qt.ItemFlag.ItemIsEnabled)
                parent.addChild(under)
            lines = [self._line(case, finding, standing.get(finding.id)) for finding in alike]
            under.addChildren(lines)
            if under is not parent:
                self._groups[child, kind] = under
            self._items.update((finding.id, line) for finding, line in zip(alike, lines, strict=True))
        self.addTopLevelItem(parent)
        self._groups[child, ""] = parent
        for key, group in self._groups.items():
            if key[0] == child:
                group.setExpanded(self._opened.get(key, group is parent))

    def _line(self, case: Case, finding: Finding, standing: Decided | None) -> QTreeWidgetItem:
        name = case.children[finding.child].name
        told, made = (name, finding, standing), self._made.get(finding.id)
        if made is None or made[0] != told:
            made = self._made[finding.id] = told, _finding_item(name, finding, standing)
        return made[1]

    def _why(self, finding: Finding) -> str:
        firm = self._firm.get(finding.id)
        rule = self._rules.get(finding.id)
        if rule is None:
            rule = self._rules[finding.id] = rule_words(finding)
        return "\n".join(filter(None, (rule, firmness_words(firm) if firm else "")))

    def _on_current_changed(self, item: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, WHY) is None and item.data(0, FINDING) is not None:
            # Why is said of the chosen one alone, and there may be thousands.
            item.setData(0, WHY, next((self._why(one) for one in self.findings if one.id == item.data(0, FINDING)), ""))
        for changed in (before, item):
            if changed is not None:
                self._delegate.sizeHintChanged.emit(self.indexFromItem(changed))
        if item is None or item.data(0, FINDING) == self._shown:
            return
        if item.data(0, FINDING) is None and before is not None and before.data(0, FINDING) == self._shown:
            # What A, D and N would decide must be what the keyboard stands on.
            self._shown = self._wanted = None
            self.clearSelection()
            self.none_chosen.emit()
        self._tell(item)

    def _tell(self, item: QTreeWidgetItem) -> None:
        finding = item.data(0, FINDING)
        if finding is not None:
            self.finding_chosen.emit(finding)


def _none_words(case: Case) -> str:
    """Why no finding is listed where none is filtered out."""
    if not len(case.events):
        return ""
    return NO_FINDINGS if (case.events.severity >= 0).any() else NONE_SCORED


def _plain_item(words: str, *, enabled: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    font = item.font(0)
    font.setBold(enabled)
    item.setFont(0, font)
    item.setDisabled(not enabled)
    return item


def _finding_item(child: str, finding: Finding, standing: Decided | None) -> QTreeWidgetItem:
    kind = kind_name(finding.kind)
    if standing is not None and standing.dismissed:
        kind = f"{child}: {kind}"
    if standing is not None:
        kind = f"{mark_of(standing)} {kind}"
    first, last = short_day(finding.start), short_day(finding.end)
    dates = first if first == last else tr("{first} to {last}").format(first=first, last=last)
    doubts = [] if finding.confirmed else [tr("It rests on a suggested code")]
    if not finding.settled:
        doubts.append(tr("The record ends before its window does"))
    says = ". ".join([finding.says.rstrip("."), *doubts]) + "."
    if standing is not None:
        says = "\n".join(filter(None, (says, standing_words(standing))))
    item = QTreeWidgetItem()
    item.setToolTip(0, finding.says)
    for role, words in ((KIND, kind), (DATES, dates), (SAYS, says), (FINDING, finding.id)):
        item.setData(0, role, words)
    item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{child}. {kind}. {dates}. {says}")
    return item
