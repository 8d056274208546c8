"""What a window or a picture needs that draws nothing is loaded before Qt.

Qt's binding reads the source text of every module that is loaded after it, in case that one uses Qt; for the modules of
``app`` and for numpy this takes a twentieth of a start. Each name stands for all that it loads itself.
"""

from collections.abc import Iterable
from importlib import import_module

CHART = (
    "app.analysis.decisions",
    "app.analysis.findings",
    "app.case.sheet_rows",
    "app.lanes.episodes",
    "app.lanes.labels",
    "app.lanes.spoken",
    "app.progress",
    "app.theme",
    "app.whole_file",
)
"""Modules for a picture of the lanes."""

WINDOW = (
    "app.memory",
    "app.session",
    "app.settings",
    "app.theme",
    "app.workspace",
    "app.analysis.decisions",
    "app.case.narrowing_edits",
    "app.case.practice_edits",
    "app.lanes.episodes",
    "app.lanes.filtered",
    "app.lanes.labels",
    "app.lanes.meant",
    "app.lanes.overview",
    "app.lanes.spoken",
    "app.lanes.spoken_marks",
    "app.search.narrowed",
    "app.search.record_search",
    "app.storage.drafts",
    "app.storage.record_history",
)
"""Modules for a window as it starts."""


def load(names: Iterable[str]) -> None:
    """Load the modules of these names, and what they load."""
    for name in names:
        import_module(name)
