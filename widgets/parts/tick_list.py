"""A list of things to tick in a form, which nobody hears of until the form is kept."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.case.model import Child


class TickList(QListWidget):
    """Keys under their names, some of them ticked; the space bar ticks."""

    def show_items(self, items: Iterable[tuple[str, str]], ticked: Collection[str]) -> None:
        """List these (key, name) in place of the others, those of these keys ticked."""
        self.clear()
        for key, name in items:
            item = QListWidgetItem(name, self)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)

    def show_children(self, children: Iterable[Child], ticked: Collection[int]) -> None:
        """List these children, those of these numbers ticked."""
        self.show_items([(str(child.id), child.name) for child in children], [str(child) for child in ticked])

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of what is ticked, from top to bottom."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    @property
    def children_ticked(self) -> tuple[int, ...]:
        """The numbers of the children that are ticked."""
        return tuple(map(int, self.keys))
