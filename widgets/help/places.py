"""Which help page goes with which part of the window."""

from PySide6.QtWidgets import QWidget

PAGE_OF = {
    "StartPage": "first-case",
    "Callout": "tour",
    "ImportWizard": "importing",
    "AgainPage": "importing",
    "ReturnsPage": "importing",
    "RowForm": "importing",
    "SplitForm": "importing",
    "DuplicatesPage": "importing",
    "PeoplePage": "people",
    "EventsPanel": "coding",
    "DetailPane": "coding",
    "HistoryPage": "coding",
    "FindingsPanel": "findings",
    "SchemePage": "findings",
    "MeasuresPage": "measures",
    "TimesPage": "measures",
    "SeenDialog": "knowledge",
    "AgreementPage": "reviewers",
    "PhaseView": "phase",
    "PanelPage": "panel",
    "ExportDialog": "export",
    "Preview": "export",
    "FilterPage": "chart",
    "EpisodeForm": "chart",
    "ChartArea": "chart",
}
"""The page by the class of a window or panel; what stands inside it belongs to it."""

FIRST = "first-case"


def page_for(part: QWidget | None) -> str:
    """The page of the innermost part that has one, from the part with the keyboard outwards; else the first page."""
    while part is not None:
        name = PAGE_OF.get(type(part).__name__)
        if name is not None:
            return name
        part = part.parentWidget()
    return FIRST
