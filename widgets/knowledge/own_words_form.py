"""The form of an entry of one's own words: which words, what they mean, from when to when, and who says so."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QWidget

from app.case.scheme import Scheme
from app.coding.entries import Concern, Ignored, LevelWords, MarkerWords
from app.coding.lexicon import AnyEntry, default_lexicon
from app.coding.scanning import plain
from app.coding.trying_words import Fault
from app.language import tr
from widgets.knowledge.entry_fields import Choice, Line, Lines, Written, Year
from widgets.parts.marker_words import MARKERS
from widgets.parts.own_entry_words import DEEDS, state_in_words

KINDS: Mapping[type[AnyEntry], str] = {
    Concern: tr("a concern"),
    LevelWords: tr("a step to a level of help"),
    MarkerWords: tr("something else that is noted"),
    Ignored: tr("no concern, though it looks like one"),
}
"""What words may be; entries of other kinds come from a file and are changed there."""

PHRASES = tr(
    "In small letters. * stands for any ending of a word, # for a number, .. for up to four words; "
    "(alone|unattended) for one of several."
)
"""How a phrase is written, as ``app.coding.phrases`` reads it."""

_OFTEN = ("opens", "confirms", "ends")
"""What words mostly say of a level."""


class Draft(NamedTuple):
    """An entry that is being written, and its fields of text as they stand there."""

    entry: AnyEntry
    written: tuple[Written, ...]


class OwnWordsForm(QScrollArea):
    """``changed`` when a person changed a field. Faults are told under the field that they are about."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._shown: AnyEntry | None = None
        self._quiet = False
        within = QWidget(self)
        self.kind, self.category, self.severity = Choice(within), Choice(within), Choice(within)
        self.state, self.does, self.marker = Choice(within), Choice(within), Choice(within)
        self.phrases, self.matches, self.misses = Lines(within), Lines(within), Lines(within)
        self.first, self.last, self.source = Year(within), Year(within), Line(within)
        self._faults: dict[str, QLabel] = {}
        self._form = QFormLayout(within)
        self._lay_out(within)
        self.setWidget(within)
        self._connect()

    def _lay_out(self, within: QWidget) -> None:
        form = self._form
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget, str], ...] = (
            (tr("&Words, one a line"), self.phrases, "phrases"),
            (tr("&They are"), self.kind, ""),
            (tr("&Category"), self.category, "categories"),
            (tr("Se&verity"), self.severity, ""),
            (tr("&Level"), self.state, ""),
            (tr("which t&hen"), self.does, ""),
            (tr("Not&ed"), self.marker, ""),
            (tr("Fro&m the year"), self.first, ""),
            (tr("&until the year"), self.last, "years"),
            (tr("Who sa&ys so"), self.source, "source"),
            (tr("Must be &found in"), self.matches, "matches"),
            (tr("Must n&ot be found in"), self.misses, "misses"),
        )
        for title, field, key in rows:
            field.setAccessibleName(title.replace("&", ""))
            label = QLabel(title, within)
            label.setBuddy(field)
            form.addRow(label, field)
            if key:
                self._faults[key] = fault = QLabel(within)
                fault.setWordWrap(True)
                fault.setObjectName("fault")
                form.addRow(fault)
                form.setRowVisible(fault, False)
        self.phrases.setPlaceholderText(tr("left at soft play"))
        self.phrases.setToolTip(PHRASES)
        self.source.setPlaceholderText(tr("what our schools write"))
        self.matches.setPlaceholderText(tr("Again left at soft play until six"))
        self.misses.setPlaceholderText(tr("Birthday at soft play"))

    def _connect(self) -> None:
        for field in (self.phrases, self.matches, self.misses):
            field.textChanged.connect(self._on_changed)
        for field in (self.kind, self.category, self.severity, self.state, self.does, self.marker):
            field.currentIndexChanged.connect(self._on_changed)
        for field in (self.first, self.last):
            field.valueChanged.connect(self._on_changed)
        self.source.textChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        if not self._quiet:
            self._show_what_counts()
            self.changed.emit()

    def use_scheme(self, scheme: Scheme) -> None:
        """Offer the categories, severities and levels of this scheme."""
        self._quiet = True
        self.kind.offer([(kind.__name__, name) for kind, name in KINDS.items()])
        self.category.offer([(category.key, tr(category.name)) for category in scheme.categories])  # from resources
        ranks = scheme.severity
        self.severity.offer([(str(one.rank), f"{one.rank}  {tr(one.name)}") for one in ranks])  # from resources
        self.state.offer(list(_states(scheme)))
        self.does.offer([(key, DEEDS[key]) for key in _OFTEN])
        self.marker.offer(list(_markers()))
        self._scheme = scheme
        self._quiet = False

    def show_entry(self, entry: AnyEntry | None, source: str = "") -> None:
        """Show an entry to change it; None for a new one, which ``source`` says is said by whom."""
        self._shown, self._quiet = entry, True
        self.kind.choose((type(entry) if entry else Concern).__name__)
        self.phrases.show_lines(entry.phrases if entry else ())
        self.matches.show_lines(entry.matches if entry else ())
        self.misses.show_lines(entry.misses if entry else ())
        self.first.show_year(entry.valid_from if entry else None)
        self.last.show_year(entry.valid_to if entry else None)
        self.source.setText(entry.source if entry else source)
        if isinstance(entry, Concern):
            names = self._scheme.category_names
            several = ", ".join(tr(names.get(key, key)) for key in entry.categories)  # from resources
            self.category.choose(" ".join(entry.categories), several)
        self.severity.choose(str(entry.severity) if isinstance(entry, Concern) else "2")
        if isinstance(entry, LevelWords):
            self.state.choose(entry.state, state_in_words(entry.state, self._scheme))
            self.does.choose(entry.does, DEEDS[entry.does])
        if isinstance(entry, MarkerWords):
            self.marker.choose(entry.marker)
        self._quiet = False
        self.show_fault(None)
        self._show_what_counts()

    def _show_what_counts(self) -> None:
        """Show the fields of what the words are, and no others."""
        for kind, fields in (
            (Concern, (self.category, self.severity)),
            (LevelWords, (self.state, self.does)),
            (MarkerWords, (self.marker,)),
        ):
            for field in fields:
                self._form.setRowVisible(field, self.kind.key == kind.__name__)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in the order in which they are read."""
        words = (self.phrases, self.kind, self.category, self.severity, self.state, self.does, self.marker)
        return (*words, self.first, self.last, self.source, self.matches, self.misses)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet of a new entry."""
        return self._shown is None and not any((self.phrases.lines, self.matches.lines, self.misses.lines))

    @property
    def draft(self) -> Draft | None:
        """What was written and is not kept; None where the form says what it was given."""
        if not self.kind.count() or not self.isEnabled() or self.is_empty:
            return None
        entry = self.entry(self._shown.id if self._shown else "")
        return None if entry == self._shown else Draft(entry, tuple(field.written for field in self._texts))

    def resume(self, draft: Draft) -> None:
        """Go on with a draft of what is shown, letter by letter as it was written."""
        shown = self._shown
        self.show_entry(draft.entry)
        self._shown, self._quiet = shown, True
        for field, written in zip(self._texts, draft.written, strict=True):
            field.go_on(written)
        self._quiet = False

    @property
    def _texts(self) -> tuple[Lines | Line, ...]:
        return self.phrases, self.source, self.matches, self.misses

    def entry(self, entry_id: str) -> AnyEntry:
        """The entry that the form tells of, with all that it does not show as it was."""
        kind = next(kind for kind in KINDS if kind.__name__ == self.kind.key)
        fields: dict[str, object] = {
            "id": entry_id,
            "source": self.source.text().strip(),
            "phrases": tuple(map(plain, self.phrases.lines)),
            "matches": self.matches.lines,
            "misses": self.misses.lines,
            "valid_from": self.first.year,
            "valid_to": self.last.year,
        }
        if kind is Concern:
            fields |= {"categories": tuple(self.category.key.split()), "severity": int(self.severity.key)}
        elif kind is LevelWords:
            fields |= {"state": self.state.key, "does": self.does.key}
        elif kind is MarkerWords:
            fields |= {"marker": self.marker.key}
        before = self._shown
        kept = cast("dict[str, object]", msgspec.to_builtins(before)) if type(before) is kind else {}
        return msgspec.convert(kept | fields, kind)

    def show_fault(self, fault: Fault | None) -> None:
        """Tell what is wrong under its field, and nothing elsewhere."""
        for key, label in self._faults.items():
            here = fault is not None and fault.field == key
            label.setText(tr("! {fault}").format(fault=fault.says) if fault is not None and here else "")
            self._form.setRowVisible(label, here)
            self._field_of(key).setAccessibleDescription(label.text())

    def told_under(self, key: str) -> str:
        """What is told under a field; empty for nothing."""
        return self._faults[key].text()

    def _field_of(self, key: str) -> QWidget:
        fields: Mapping[str, QWidget] = {
            "phrases": self.phrases,
            "categories": self.category,
            "years": self.last,
            "source": self.source,
            "matches": self.matches,
            "misses": self.misses,
        }
        return fields[key]


def _states(scheme: Scheme) -> Sequence[tuple[str, str]]:
    """A word for each level of the scheme that the lexicon uses of it, or its first."""
    used = {entry.state for entry in default_lexicon().of(LevelWords) if isinstance(entry, LevelWords)}
    return [
        (next((word for word in level.words if word in used), level.words[0]), tr(level.name))  # from resources
        for level in scheme.levels
        if level.words
    ]


def _markers() -> Sequence[tuple[str, str]]:
    """What the lexicon notes, by the names that a record tells it by."""
    known = {entry.marker for entry in default_lexicon().of(MarkerWords) if isinstance(entry, MarkerWords)}
    named = {marker.replace("/", ":"): marker for marker in sorted(known)}
    return [(named[key], name) for key, name in MARKERS.items() if key in named]
