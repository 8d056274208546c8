"""Asks in which form the chart shall go out: a picture, a drawing with words, or pages; how large; in which colours."""

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.language import tr
from widgets.going_out.form import LARGEST, SMALLEST, Form
from widgets.going_out.paper import SHEETS, Paper

KINDS = (
    (".png", tr("Picture (PNG)")),
    (".svg", tr("Drawing whose words stay words (SVG)")),
    (".pdf", tr("Pages (PDF)")),
)
LAYS = (
    (tr("Landscape"), True, False),
    (tr("Portrait"), False, False),
    (tr("Upper half of a portrait page"), False, True),
)
SIZES = ((1920, 1080), (3840, 2160), (1280, 720), (2560, 1440))
THEMES = (
    ("", tr("Those that suit it")),
    ("light", tr("Light")),
    ("dark", tr("Dark")),
    ("high-contrast", tr("High contrast")),
    ("projector", tr("For a projector, with large type")),
    ("print", tr("Grey, for print")),
)
SCREEN = tr("A screen")
LEAST_DPI, MOST_DPI = 72, 1200


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: the kind of file (".png"), its form, colours ("" for those that suit), all days or those in
    view, the phase view or not.
    """

    kind: str = ".png"
    form: Form = Form()
    theme: str = ""
    whole: bool = False
    phase: bool = False

    @property
    def colours(self) -> str:
        """The theme to draw with."""
        return self.theme or ("print" if self.form.paper is not None else "light")


class ExportDialog(QDialog):
    """``asked`` is what was chosen; it starts as what was chosen last."""

    def __init__(self, before: Asked, part: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the chart"))
        self.kind = _combo(self, tr("Kind of file"), [words for _, words in KINDS])
        self.medium = _combo(
            self, tr("Laid out for"), [SCREEN, *(tr("{size} paper").format(size=sheet) for sheet in SHEETS)]
        )
        self.size_box = _combo(self, tr("Size in pixels"), [f"{wide} × {high}" for wide, high in SIZES])
        self.width_box, self.height_box = (
            _pixels(self, words, SMALLEST[axis], LARGEST[axis])
            for axis, words in enumerate((tr("Width in pixels"), tr("Height in pixels")))
        )
        self.lies = _combo(self, tr("Orientation of the paper"), [words for words, _, _ in LAYS])
        self.dpi = QSpinBox(self)
        self.dpi.setRange(0, MOST_DPI)
        self.dpi.setSpecialValueText(tr("as the size suggests"))
        self.dpi.setAccessibleName(tr("Dots per inch"))
        self.theme = _combo(self, tr("Colours"), [words for _, words in THEMES])
        self.days = _combo(self, tr("Days"), [tr("All days of the record"), tr("The days in view")])
        self.phase = QCheckBox(tr("With the &phase view below the lanes"), self)
        self.words = QCheckBox(tr("&Also a text file that says what the picture shows"), self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.go = self.buttons.addButton(tr("&Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._part = part
        self._lay_out()
        self._show(before)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.medium.currentIndexChanged.connect(self._refresh)
        self.size_box.activated.connect(self._on_size)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._refresh()

    @property
    def asked(self) -> Asked:
        """What is chosen now."""
        sheet = self.medium.currentIndex() - 1
        _, lying, half = LAYS[self.lies.currentIndex()]
        paper = None if sheet < 0 else Paper(tuple(SHEETS)[sheet], lying, half)
        dpi = max(LEAST_DPI, self.dpi.value()) if self.dpi.isEnabled() and self.dpi.value() else None
        form = Form((self.width_box.value(), self.height_box.value()), dpi, paper, self.words.isChecked())
        return Asked(
            KINDS[self.kind.currentIndex()][0],
            form,
            THEMES[self.theme.currentIndex()][0],
            whole=not self._part or self.days.currentIndex() == 0,
            phase=self.phase.isChecked(),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        own = QHBoxLayout()
        for part in (self.width_box, QLabel("×", self), self.height_box):
            own.addWidget(part)
        own.addStretch(1)
        for words, field in (
            (tr("&Kind of file"), self.kind),
            (tr("&Laid out for"), self.medium),
            (tr("&Size"), self.size_box),
        ):
            form.addRow(words, field)
        form.addRow(tr("Pi&xels"), own)
        for words, field in (
            (tr("Dots per &inch"), self.dpi),
            (tr("&Orientation"), self.lies),
            (tr("&Colours"), self.theme),
            (tr("&Days"), self.days),
        ):
            form.addRow(words, field)
        label = form.labelForField(own)
        if isinstance(label, QLabel):
            label.setBuddy(self.width_box)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.phase)
        column.addWidget(self.words)
        column.addWidget(self.buttons)

    def _show(self, before: Asked) -> None:
        paper = before.form.paper
        self.kind.setCurrentIndex([kind for kind, _ in KINDS].index(before.kind))
        self.medium.setCurrentIndex(0 if paper is None else 1 + list(SHEETS).index(paper.sheet))
        if paper is not None:
            self.lies.setCurrentIndex([(lying, half) for _, lying, half in LAYS].index((paper.landscape, paper.half)))
        self.width_box.setValue(before.form.size[0])
        self.height_box.setValue(before.form.size[1])
        self.dpi.setValue(round(before.form.dpi or 0))
        self.theme.setCurrentIndex([theme for theme, _ in THEMES].index(before.theme))
        self.days.setCurrentIndex(0 if before.whole or not self._part else 1)
        self.words.setChecked(before.form.words)
        self.phase.setChecked(before.phase)

    def _on_kind(self) -> None:
        """Pages are for paper; what is for a screen may be put there again."""
        if KINDS[self.kind.currentIndex()][0] == ".pdf" and self.medium.currentIndex() == 0:
            self.medium.setCurrentIndex(1)
        self._refresh()

    def _on_size(self, place: int) -> None:
        self.width_box.setValue(SIZES[place][0])
        self.height_box.setValue(SIZES[place][1])

    def _refresh(self) -> None:
        screen = self.medium.currentIndex() == 0
        for field in (self.size_box, self.width_box, self.height_box):
            field.setEnabled(screen)
        self.dpi.setEnabled(KINDS[self.kind.currentIndex()][0] == ".png")
        self.lies.setEnabled(not screen)
        self.days.setEnabled(self._part)


def _combo(parent: QWidget, name: str, items: list[str]) -> QComboBox:
    box = QComboBox(parent)
    box.addItems(items)
    box.setAccessibleName(name)
    return box


def _pixels(parent: QWidget, name: str, least: int, most: int) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(least, most)
    box.setSingleStep(10)
    box.setAccessibleName(name)
    return box
