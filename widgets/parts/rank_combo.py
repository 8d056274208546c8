"""A choice among ranks (severity or level), or none of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from app.language import tr


class RankCombo(QComboBox):
    """Ranks from 0 with their names. ``chosen`` (rank, or None) only when a person chose; ``show_rank`` is silent."""

    chosen = Signal(object)

    def __init__(self, name: str, ranks: Sequence[str], none: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.addItem(none)
        self.addItems([f"{rank}  {words}" for rank, words in enumerate(ranks)])
        self.setMinimumContentsLength(7)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda index: self.chosen.emit(index - 1 if index > 0 else None))

    @property
    def rank(self) -> int | None:
        """The rank shown; None for none."""
        return self.currentIndex() - 1 if self.currentIndex() > 0 else None

    def show_rank(self, rank: int | None, *, suggested: bool = False) -> None:
        """Show this rank; None or a negative one for none. A suggested one stands in italics and is said to be one."""
        self.setCurrentIndex(0 if rank is None or rank < 0 else rank + 1)
        font = self.font()
        if font.italic() is not suggested:
            font.setItalic(suggested)
            self.setFont(font)
        self.setAccessibleDescription(tr("suggested, not confirmed") if suggested else "")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the pane that scrolls, so that no code changes by accident."""
        event.ignore()
