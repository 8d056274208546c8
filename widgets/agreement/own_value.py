"""A value of one's own in place of either reviewer's: a rank, or categories."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.case.disagreements import NOTHING, SeverityValue, as_json
from app.case.model import Case, Disagreement
from app.language import tr


class OwnValue(QWidget):
    """Shows itself only for a severity, a level or categories. ``chosen`` (value as JSON) when a person took one.

    ``unknown`` (words) where no category is called so.
    """

    chosen = Signal(str)
    unknown = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self._item: Disagreement | None = None
        self.ranks = QComboBox(self)
        self.words = QLineEdit(self)
        self.take = QPushButton(tr("Set my &own  (O)"), self)
        label = QLabel(tr("Or neither of them:"), self)
        self.ranks.setAccessibleName(tr("A rank of your own"))
        self.words.setAccessibleName(tr("Categories of your own"))
        self.words.setToolTip(tr("Names of categories, parted by commas"))
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self._on_take)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (label, self.ranks, self.words, self.take):
            row.addWidget(part)
        row.addStretch(1)

    def show_nothing(self) -> None:
        """Offer nothing."""
        self._item = None
        self.hide()

    def show_item(self, case: Case, item: Disagreement) -> None:
        """Offer a value for this disagreement, where its field has one to choose."""
        self._case, self._item = case, item
        is_rank = item.field in ("severity", "level")
        self.setVisible(is_rank or item.field == "categories")
        self.ranks.setVisible(is_rank)
        self.words.setVisible(item.field == "categories")
        if is_rank:
            ranks = case.scheme.severity if item.field == "severity" else case.scheme.levels
            self.ranks.clear()
            self.ranks.addItem(tr("not scored") if item.field == "severity" else tr("states no level"))
            self.ranks.addItems([f"{rank.rank}  {tr(rank.name)}" for rank in ranks])  # from resources
            self.ranks.setCurrentIndex(_middle(item) + 1)
        elif item.field == "categories":
            either = {key for value in (item.mine, item.theirs) for key in msgspec.json.decode(value, type=list[str])}
            names = case.scheme.category_names
            either_names = [tr(name) for key, name in names.items() if key in either]  # from resources
            self.words.setText(", ".join(either_names))

    def _on_take(self) -> None:
        case, item = self._case, self._item
        if case is None or item is None:
            return
        if item.field == "categories":
            written = [word.strip() for word in self.words.text().split(",") if word.strip()]
            wanted = {word.casefold() for word in written}
            names = case.scheme.category_names.items()
            called = {key: {key, tr(name).casefold()} for key, name in names}  # from resources
            keys = [key for key, words in called.items() if wanted & words]
            if len(keys) == len(wanted):
                self.chosen.emit(as_json(keys))
            else:
                known = set[str]().union(*called.values())
                self.words.setFocus()
                self.words.selectAll()
                self.unknown.emit(", ".join(word for word in written if word.casefold() not in known))
            return
        rank = self.ranks.currentIndex() - 1
        known = None if rank < 0 else rank
        self.chosen.emit(as_json((known, {})) if item.field == "severity" else as_json(known))


def _middle(item: Disagreement) -> int:
    """Where the choice starts: half way between two ranks."""
    ranks: list[int] = []
    for value in (item.mine, item.theirs):
        rank = msgspec.json.decode(value, type=SeverityValue)[0] if item.field == "severity" else None
        if item.field == "level" and value != NOTHING:
            rank = msgspec.json.decode(value, type=int)
        ranks.append(-1 if rank is None else rank)
    return sum(ranks) // 2
