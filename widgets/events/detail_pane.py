"""One record in full: what the agency wrote, what it was read as, its codes, and the findings it belongs to."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.analysis.finding import Finding
from app.case.event_table import Event
from app.case.model import Case, Changes
from app.language import tr
from app.search.query import Query
from app.storage.record_history import RecordChange
from widgets.events.codes_editor import CodesEditor
from widgets.events.history_words import history_in_words
from widgets.events.matches import has_match, marked_html
from widgets.events.record_words import (
    as_written_html,
    date_notes,
    duplicate_note,
    heading,
    place_in_words,
    reasons_for_suggestions,
    rules_in_words,
    subheading,
)
from widgets.events.twins import twins_html
from widgets.parts.headings import section_label, text_label
from widgets.parts.keyboard import keyboard_order
from widgets.parts.marker_words import markers_in_words

NOTHING_CHOSEN = tr("Choose a mark in the chart or a row in the table to read the record here.")

NARROW = 26
"""Characters below which a pane has no room for two columns of words."""


class DetailPane(QScrollArea):
    """Shows one event. What its editors ask for is told by signals, with the event's id first."""

    severity_asked = Signal(int, object, object)
    categories_asked = Signal(int, object)
    level_asked = Signal(int, int, object)
    confirm_asked = Signal(int)
    finding_chosen = Signal(str)
    event_chosen = Signal(int)

    def __init__(self, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._query = Query()
        self._event: Event | None = None
        self._findings: tuple[Finding, ...] = ()
        self._sealed = self._narrow = False
        self.history_of: Callable[[int], Sequence[RecordChange]] = lambda _event: ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Record"))
        self._show_empty_page()

    @property
    def event_id(self) -> int | None:
        """The id of the event shown; None for none."""
        return None if self._event is None else self._event.id

    def show_case(self, case: Case, changes: Changes) -> None:
        """Show the same event as it now is in the case."""
        self._case = case
        if changes.people or changes.scheme:
            self._page = None
        self.show_event(self.event_id)

    def set_sealed(self, sealed: bool) -> None:
        """Whether the record is only to be read, as while the case is shown as others could have seen it."""
        self._sealed = sealed
        if self._page is not None:
            self._page.codes.setEnabled(not sealed)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """The findings of the case, so that the record can name those it belongs to."""
        self._findings = findings
        self.show_event(self.event_id)

    def show_found(self, query: Query) -> None:
        """Mark in the record what was searched for."""
        if query != self._query:
            self._query = query
            if self._page is not None and self._event is not None:
                self._page.show_words(self._case, self._event, query, narrow=self._narrow)

    def show_event(self, event: int | None) -> None:
        """Show this event; None for none."""
        if event is None or not self._case.events.has(event):
            self._event = None
            self._show_empty_page()
            return
        fresh = self.event_id != event
        self._event = self._case.event(event)
        if self._page is None:
            self._page = self._new_page()
        self._page.show_record(self._case, self._event, self._findings_with(event))
        self._page.show_words(self._case, self._event, self._query, narrow=self._narrow)
        self._page.show_history(history_in_words(self._case, self.history_of(event)))
        if fresh:
            self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns of cells fit into a wide pane only."""
        super().resizeEvent(event)
        self._fit_words()

    def changeEvent(self, event: QEvent) -> None:
        """Nor do they with larger words."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_words()

    def _fit_words(self) -> None:
        narrow = self.viewport().width() < self.fontMetrics().averageCharWidth() * NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            if self._page is not None and self._event is not None:
                self._page.show_words(self._case, self._event, self._query, narrow=narrow)

    def _findings_with(self, event: int) -> list[Finding]:
        return [finding for finding in self._findings if event in finding.evidence]

    def _show_empty_page(self) -> None:
        self._page: RecordPage | None = None
        label = text_label(self)
        label.setObjectName("empty")
        label.setText(NOTHING_CHOSEN)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setContentsMargins(10, 10, 10, 10)
        self.setWidget(label)

    def _new_page(self) -> "RecordPage":
        page = RecordPage(self._case)
        page.finding_chosen.connect(self.finding_chosen)
        page.event_chosen.connect(self.event_chosen)
        codes = page.codes
        codes.setEnabled(not self._sealed)
        codes.severity_asked.connect(lambda rank, child: self.severity_asked.emit(self.event_id, rank, child))
        codes.categories_asked.connect(lambda keys: self.categories_asked.emit(self.event_id, keys))
        codes.level_asked.connect(lambda child, level: self.level_asked.emit(self.event_id, child, level))
        codes.confirm_asked.connect(lambda: self.confirm_asked.emit(self.event_id))
        self.setWidget(page)
        keyboard_order(self, *codes.fields)
        return page


class RecordPage(QWidget):
    """The page for one record; the same page is filled anew for each."""

    finding_chosen = Signal(str)
    event_chosen = Signal(int)

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._heading = text_label(self, tr("Date"))
        self._heading.setObjectName("heading")
        self._about = text_label(self, tr("Who it is about and who recorded it"))
        self._text = text_label(self, tr("Text"))
        self._response_heading = section_label(tr("Response"), self)
        self._response = text_label(self, tr("Response"))
        self.codes = CodesEditor(case, self)
        self._why_heading = section_label(tr("Why these codes are suggested"), self)
        self._why = text_label(self, tr("Why these codes are suggested"))
        self._findings = QLabel(self)
        self._findings.setWordWrap(True)
        self._findings.linkActivated.connect(self.finding_chosen)
        self._findings_heading = section_label(tr("Findings that rest on it"), self)
        self._twins = QLabel(self)
        self._twins.setWordWrap(True)
        self._twins.setAccessibleName(tr("The same event in other records"))
        self._twins.linkActivated.connect(lambda event: self.event_chosen.emit(int(event)))
        self._twins_heading = section_label(tr("The same event, told twice"), self)
        self._history_heading = section_label(tr("Changes to this record"), self)
        self._history = text_label(self, tr("Changes to this record"))
        self._place = text_label(self, tr("Where it was read"))
        self._cells = QLabel(self)
        self._cells.setWordWrap(True)
        self._cells.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for part in (self._heading, self._about, self._text, self._response_heading, self._response):
            column.addWidget(part)
        for part in (self.codes, self._why_heading, self._why, self._findings_heading, self._findings):
            column.addWidget(part)
        column.addWidget(self._twins_heading)
        column.addWidget(self._twins)
        column.addWidget(self._history_heading)
        column.addWidget(self._history)
        column.addWidget(section_label(tr("As the agency wrote it"), self))
        column.addWidget(self._place)
        column.addWidget(self._cells)
        column.addStretch(1)

    def show_record(self, case: Case, event: Event, findings: Sequence[Finding]) -> None:
        """Fill the page with this record."""
        self._heading.setText(heading(event))
        self._about.setText(subheading(case, event))
        self._response.setVisible(bool(event.response))
        self._response_heading.setVisible(bool(event.response))
        self.codes.show_event(case, event)
        why = reasons_for_suggestions(case, event)
        self._why.setText("\n".join(f"• {reason.words}" for reason in why))
        self._why.setToolTip(rules_in_words(why))
        self._why.setVisible(bool(why))
        self._why_heading.setVisible(bool(why))
        self._findings.setText("<br>".join(_link(case, finding) for finding in findings))
        self._findings.setVisible(bool(findings))
        self._findings_heading.setVisible(bool(findings))
        marked = markers_in_words(event.markers)
        notes = [place_in_words(case, event) + ".", *date_notes(event), duplicate_note(case, event)]
        notes.append(tr("Also noted: {markers}.").format(markers=marked) if marked else "")
        self._place.setText("\n".join(filter(None, notes)))

    def show_words(self, case: Case, event: Event, query: Query, *, narrow: bool) -> None:
        """Show what the record says, with what was searched for marked."""
        _show_marked(self._text, event.text or tr("(no text)"), query)
        _show_marked(self._response, event.response or "", query)
        self._cells.setText(as_written_html(case, event, query, narrow=narrow))
        told = twins_html(case, event, query)
        self._twins.setText(told)
        self._twins.setVisible(bool(told))
        self._twins_heading.setVisible(bool(told))

    def show_history(self, lines: Sequence[str]) -> None:
        """Say what was changed in this record, by whom and when."""
        self._history.setText("\n".join(f"• {line}" for line in lines))
        self._history.setVisible(bool(lines))
        self._history_heading.setVisible(bool(lines))


def _show_marked(label: QLabel, text: str, query: Query) -> None:
    """Plain text, or, where something was found in it, the same with that marked."""
    found = has_match(text, query)
    label.setTextFormat(Qt.TextFormat.RichText if found else Qt.TextFormat.PlainText)
    label.setText(marked_html(text, query) if found else text)


def _link(case: Case, finding: Finding) -> str:
    child = case.children[finding.child].name
    return f'{escape(child)}: <a href="{escape(finding.id, quote=True)}">{escape(finding.says)}</a>'
