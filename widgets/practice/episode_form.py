"""The form for a key practice episode: title, days, whom it is about, a note."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.case.practice import Episode
from app.errors import UserError
from app.language import tr
from widgets.dialogs import ask_to_drop
from widgets.parts.check_list import CheckList, CheckModel
from widgets.parts.days import day_words, first_day, last_day
from widgets.parts.room import open_at

UNDATED = tr("An episode needs a first and a last day.")


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the form does: ``keep`` an episode (UserError says in the form what is amiss), ``forget`` it where it is
    marked already."""

    keep: Callable[[Episode], None]
    forget: Callable[[], None] | None = None


class EpisodeForm(QDialog):
    """Stays open until what was written could be kept."""

    def __init__(self, episode: Episode, children: Sequence[str], deeds: Deeds, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Key practice episode"))
        self._deeds, self._by = deeds, episode.by
        self._ticked = frozenset(episode.children)
        self.title = QLineEdit(episode.title, self)
        self.first = QLineEdit(day_words(episode.first), self)
        self.last = QLineEdit(day_words(episode.last), self)
        self.children_model = CheckModel([(name, name) for name in children], self)
        self.list = CheckList(tr("Children"), self.children_model, self)
        self.note = QPlainTextEdit(episode.note, self)
        self.note.setTabChangesFocus(True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.buttons = QDialogButtonBox(self)
        self._lay_out()
        self.children_model.show_ticked(self._ticked)
        self.children_model.ticked.connect(self._on_ticked)
        self._begun = self._given

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        for label, part in (
            (tr("&Title"), self.title),
            (tr("&First day"), self.first),
            (tr("&Last day"), self.last),
            (tr("&Children (none ticked: all)"), self.list),
            (tr("&Note"), self.note),
        ):
            part.setAccessibleName(label.replace("&", ""))
            form.addRow(label, part)
        form.addRow(self.told)
        keep = self.buttons.addButton(tr("&Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.clicked.connect(self._keep)
        if self._deeds.forget is not None:
            gone = self.buttons.addButton(tr("Take &away"), QDialogButtonBox.ButtonRole.DestructiveRole)
            gone.clicked.connect(self._forget)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        form.addRow(self.buttons)
        open_at(self, 460, 440)
        self.title.setFocus()

    def reject(self) -> None:
        """Leave; where something was typed, only once that may go."""
        if self._given == self._begun or ask_to_drop(self):
            super().reject()

    @property
    def _given(self) -> tuple[object, ...]:
        """What stands in the form."""
        return (self.title.text(), self.first.text(), self.last.text(), self.note.toPlainText(), self._ticked)

    def _on_ticked(self, names: Sequence[str]) -> None:
        self._ticked = frozenset(names)
        self.children_model.show_ticked(self._ticked)

    def _keep(self) -> None:
        try:
            first, last = first_day(self.first.text()), last_day(self.last.text())
            if first is None or last is None:
                raise UserError(UNDATED)
            names = tuple(sorted(self._ticked))
            self._deeds.keep(Episode(self.title.text(), first, last, self.note.toPlainText(), names, self._by))
        except UserError as error:
            self.told.setText(str(error))
            return
        self.accept()

    def _forget(self) -> None:
        if self._deeds.forget is not None:
            self._deeds.forget()
        self.accept()
