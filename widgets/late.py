"""What a start does not show loads when it is first used: one door for each module, all of them here.

``late.people_page.PeoplePage`` is the class of that module, which is loaded with the first such word. A type checker
takes the doors for the modules themselves. So that no first use is slow, ``widgets.warming`` opens them all, one
after another, once the window stands.
"""

# ruff: noqa: F401 - a door is there to be gone through from elsewhere

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.agreement import joining as joining
    from app.analysis import findings as findings
    from app.analysis import firmness as firmness
    from app.analysis import measures as measures
    from app.analysis import refinding as refinding
    from app.case import scheme_files as scheme_files
    from app.coding import anew as coding_anew
    from app.coding import by_hand as coding_by_hand
    from app.coding import case_words as case_words
    from app.coding import coder as coder
    from app.coding import following as following
    from app.coding import lexicon as lexicon
    from app.coding import other_scheme as other_scheme
    from app.coding import own_rows as own_rows
    from app.coding import trying_words as trying_words
    from app.coding import words_said as words_said
    from app.export import import_report as import_report
    from app.panel import stops as panel_stops
    from app.panel import told_text as told_text
    from app.panel import veiling as veiling
    from app.phase import scene as phase_scene
    from importers.dates import date_words as date_words
    from importers.duplicates import suggesting as duplicates
    from widgets import chart_export as chart_export
    from widgets import chart_leaves as chart_leaves
    from widgets import panel_notes as panel_notes
    from widgets import panel_show as panel_show
    from widgets import phase_leaf as phase_leaf
    from widgets import shortcut_sheet as shortcut_sheet
    from widgets.agreement import agreement_page as agreement_page
    from widgets.agreement import values as agreement_values
    from widgets.duplicates import duplicates_page as duplicates_page
    from widgets.duplicates import pairs as duplicate_pairs
    from widgets.events import history_page as history_page
    from widgets.filtering import filter_page as filter_page
    from widgets.going_out import clipboard as clipboard
    from widgets.going_out import export_dialog as export_dialog
    from widgets.going_out import form as form
    from widgets.going_out import png as png
    from widgets.going_out import svg as svg
    from widgets.importing import outcome as import_outcome
    from widgets.importing import reading as import_reading
    from widgets.knowledge import own_words_page as own_words_page
    from widgets.knowledge import seen_dialog as seen_dialog
    from widgets.measures import measures_page as measures_page
    from widgets.measures import times_page as times_page
    from widgets.panel import names_tab as names_tab
    from widgets.panel import panel_page as panel_page
    from widgets.panel import window as panel_window
    from widgets.parts import days as days
    from widgets.people import people_page as people_page
    from widgets.phase import phase_view as phase_view
    from widgets.practice import bookmarks_page as bookmarks_page
    from widgets.practice import episode_form as episode_form
    from widgets.returns import returns_page as returns_page
    from widgets.rows import row_form as row_form
    from widgets.scheme import scheme_page as scheme_page
else:

    def __getattr__(name: str) -> ModuleType:
        """Load the module behind a door."""
        if name not in DOORS:
            raise AttributeError(f"no door is called {name}")
        return globals().setdefault(name, import_module(DOORS[name]))


DOORS: Mapping[str, str] = MappingProxyType(
    {
        "agreement_page": "widgets.agreement.agreement_page",
        "agreement_values": "widgets.agreement.values",
        "bookmarks_page": "widgets.practice.bookmarks_page",
        "chart_export": "widgets.chart_export",
        "chart_leaves": "widgets.chart_leaves",
        "clipboard": "widgets.going_out.clipboard",
        "case_words": "app.coding.case_words",
        "coder": "app.coding.coder",
        "coding_anew": "app.coding.anew",
        "coding_by_hand": "app.coding.by_hand",
        "date_words": "importers.dates.date_words",
        "days": "widgets.parts.days",
        "duplicate_pairs": "widgets.duplicates.pairs",
        "duplicates": "importers.duplicates.suggesting",
        "duplicates_page": "widgets.duplicates.duplicates_page",
        "episode_form": "widgets.practice.episode_form",
        "export_dialog": "widgets.going_out.export_dialog",
        "filter_page": "widgets.filtering.filter_page",
        "findings": "app.analysis.findings",
        "firmness": "app.analysis.firmness",
        "following": "app.coding.following",
        "form": "widgets.going_out.form",
        "history_page": "widgets.events.history_page",
        "import_outcome": "widgets.importing.outcome",
        "import_reading": "widgets.importing.reading",
        "import_report": "app.export.import_report",
        "joining": "app.agreement.joining",
        "lexicon": "app.coding.lexicon",
        "measures": "app.analysis.measures",
        "measures_page": "widgets.measures.measures_page",
        "names_tab": "widgets.panel.names_tab",
        "other_scheme": "app.coding.other_scheme",
        "own_rows": "app.coding.own_rows",
        "own_words_page": "widgets.knowledge.own_words_page",
        "panel_notes": "widgets.panel_notes",
        "panel_page": "widgets.panel.panel_page",
        "panel_show": "widgets.panel_show",
        "panel_stops": "app.panel.stops",
        "panel_window": "widgets.panel.window",
        "people_page": "widgets.people.people_page",
        "phase_leaf": "widgets.phase_leaf",
        "phase_scene": "app.phase.scene",
        "phase_view": "widgets.phase.phase_view",
        "png": "widgets.going_out.png",
        "refinding": "app.analysis.refinding",
        "returns_page": "widgets.returns.returns_page",
        "row_form": "widgets.rows.row_form",
        "scheme_files": "app.case.scheme_files",
        "scheme_page": "widgets.scheme.scheme_page",
        "seen_dialog": "widgets.knowledge.seen_dialog",
        "shortcut_sheet": "widgets.shortcut_sheet",
        "svg": "widgets.going_out.svg",
        "times_page": "widgets.measures.times_page",
        "told_text": "app.panel.told_text",
        "trying_words": "app.coding.trying_words",
        "veiling": "app.panel.veiling",
        "words_said": "app.coding.words_said",
    }
)
"""Every door, and the module behind it."""

_FIRST = (
    "importers.dates.date_words",
    "importers.people.subjects",
    "importers.tables.table_search",
    "importers.rows.births",
    "importers.rows.intake",
    "importers.readers.workbook_reader",
    "importers.readers.files",
    "importers.readers.reading_apart",
    "importers.batch",
)
"""What modules behind doors load themselves: one by one it holds nobody up."""

STEPS: tuple[str, ...] = (*_FIRST, *dict.fromkeys(DOORS.values()))
"""Every module to load once the window stands, in an order in which each takes little."""
