"""Tabs whose pages are made anew when the case changes."""

from collections.abc import Iterable

from PySide6.QtWidgets import QTabWidget, QWidget


def put_tabs(tabs: QTabWidget, pages: Iterable[tuple[QWidget, str]]) -> None:
    """Put these pages (page, title) in place of the others; the tab at the same place stays in front."""
    chosen = max(tabs.currentIndex(), 0)
    while tabs.count():
        gone = tabs.widget(0)
        tabs.removeTab(0)
        if gone is not None:
            gone.deleteLater()
    for page, title in pages:
        tabs.addTab(page, title)
    tabs.setCurrentIndex(chosen)
