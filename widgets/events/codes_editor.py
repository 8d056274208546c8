"""The codes of one record, each with where it came from, and the means to change them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.case.event_table import CodeFrom, Event
from app.case.model import Case
from app.case.scheme import Category, Scheme
from app.language import tr
from widgets.events.category_letters import letter_for
from widgets.events.record_words import level_origins, origin_in_words
from widgets.parts.check_list import CheckList, CheckModel
from widgets.parts.headings import section_label, text_label
from widgets.parts.rank_combo import RankCombo
from widgets.parts.wording import NOTHING, SUGGESTED, categories_in_words


class CodesEditor(QWidget):
    """Severity, categories and levels of one record. Signals ask for a change; ``show_event`` shows what came of it."""

    severity_asked = Signal(object, object)
    categories_asked = Signal(object)
    level_asked = Signal(int, object)
    confirm_asked = Signal()

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        scheme = case.scheme
        severities = [tr(rank.name) for rank in scheme.severity]  # from resources
        levels = [tr(level.name) for level in scheme.levels]  # from resources
        self._severity = RankCombo(tr("Severity"), severities, tr("–  Not scored"), self)
        self._severity_from = _origin_label(self)
        self._confirm = QPushButton(tr("Confirm suggested codes"), self)
        self._severities = _ByChild(case, tr("Severity of {child}"), severities, tr("same as the record"))
        self._levels = _ByChild(case, tr("Level of {child}"), levels, tr("–  Not stated here"))
        self._levels_from = _origin_label(self)
        self._categories = CheckModel([(item.key, _with_letter(scheme, item)) for item in scheme.categories], self)
        self._categories_from = _origin_label(self)
        self._categories_now = text_label(self, tr("Categories"))
        self._list = CheckList(tr("Categories"), self._categories, self)
        self._change = QPushButton(tr("Change categories"), self)
        self._change.setCheckable(True)
        self._list.hide()
        self._lay_out()
        self._change.toggled.connect(self._list.setVisible)
        self._severity.chosen.connect(lambda rank: self.severity_asked.emit(rank, None))
        self._severities.chosen.connect(lambda child, rank: self.severity_asked.emit(rank, child))
        self._levels.chosen.connect(self.level_asked)
        self._categories.ticked.connect(self.categories_asked)
        self._confirm.clicked.connect(self.confirm_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (
            section_label(tr("Severity of concern"), self),
            self._severity,
            self._severity_from,
            self._severities,
            self._confirm,
            section_label(tr("Level of intervention"), self),
            self._levels,
            self._levels_from,
            section_label(tr("Categories"), self),
            self._categories_now,
            self._categories_from,
            self._change,
            self._list,
        ):
            column.addWidget(part)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What the Tab key goes through, as it is read from top to bottom."""
        severities, levels = self._severities.combos, self._levels.combos
        return (self._severity, *severities, self._confirm, *levels, self._change, self._list)

    def show_event(self, case: Case, event: Event) -> None:
        """Show the codes of this record."""
        self._severity.show_rank(event.severity, suggested=event.severity_from is CodeFrom.LEXICON)
        self._severity_from.setText(origin_in_words(event.severity_from, event.severity_by))
        several = event.subjects if len(event.subjects) > 1 else ()
        own = dict.fromkeys(event.severity_by_child, event.severity_from)
        self._severities.show_ranks(event.severity_by_child, several, own)
        asked = tuple(sorted({*event.subjects, *event.levels}))
        self._levels.show_ranks(event.levels, asked, event.levels_from)
        origins = level_origins(case, event)
        self._levels_from.setText(origins)
        self._levels_from.setVisible(bool(origins))
        sorted_by = f" {SUGGESTED}" if event.categories_from is CodeFrom.LEXICON else ""
        self._categories_now.setText(f"{categories_in_words(case, event.categories) or NOTHING}{sorted_by}")
        self._categories.show_ticked(frozenset(case.scheme.categories_in(event.categories)))
        self._categories_from.setText(origin_in_words(event.categories_from))
        suggested = (event.severity_from, event.categories_from, *event.levels_from.values())
        self._confirm.setVisible(CodeFrom.LEXICON in suggested)


def _with_letter(scheme: Scheme, category: Category) -> str:
    letter = letter_for(scheme, category.key)
    name = tr(category.name)  # from resources
    return f"{name}  ({letter})" if letter else name


class _ByChild(QWidget):
    """A rank for each child, only some of which are shown. ``name`` is what such a rank is called, of {child}."""

    chosen = Signal(int, object)

    def __init__(self, case: Case, name: str, ranks: list[str], none: str) -> None:
        super().__init__()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(8, 0, 0, 0)
        self._form.setVerticalSpacing(2)
        # A long name stands above its rank, so that no rank runs out of a narrow pane.
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._combos: list[RankCombo] = []
        self._names = [child.name for child in case.children]
        for child in case.children:
            combo = RankCombo(name.format(child=child.name), ranks, none, self)
            combo.chosen.connect(lambda rank, child=child.id: self.chosen.emit(child, rank))
            self._combos.append(combo)
            self._form.addRow(child.name, combo)

    @property
    def combos(self) -> tuple[RankCombo, ...]:
        """The ranks from top to bottom, those of children that are not asked about among them."""
        return tuple(self._combos)

    def show_ranks(self, ranks: dict[int, int], asked: tuple[int, ...], origins: dict[int, CodeFrom]) -> None:
        """Show the rank of each child that is asked about, and whether it is only suggested."""
        for child, combo in enumerate(self._combos):
            self._form.setRowVisible(child, child in asked)
            origin = origins.get(child)
            suggested = origin is CodeFrom.LEXICON
            combo.show_rank(ranks.get(child), suggested=suggested)
            combo.setToolTip("" if origin is None else origin_in_words(origin))
            label = self._form.labelForField(combo)
            if isinstance(label, QLabel):
                label.setText(f"{self._names[child]} {SUGGESTED}" if suggested else self._names[child])
        self.setVisible(bool(asked))


def _origin_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("origin")
    label.setWordWrap(True)
    return label
