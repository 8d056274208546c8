"""All that can be read of the program's visible windows, by eye or by a screen reader."""

import re
from collections.abc import Iterable, Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from tests.widgets.walking import words_in

_TEXTS = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)


def visible_windows() -> list[QWidget]:
    """The windows that somebody can see."""
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def readable(windows: Iterable[QWidget]) -> Iterator[str]:
    """Every text of these windows: labels, titles, tooltips, accessible names and the tree of a screen reader."""
    for window in windows:
        yield from words_in(window)
        for widget in (window, *window.findChildren(QWidget)):
            yield from (widget.whatsThis(), widget.statusTip(), widget.windowIconText(), widget.windowFilePath())
        yield from _heard(QAccessible.queryAccessibleInterface(window))
    yield QToolTip.text()


def found_in(words: Iterable[str], secrets: Iterable[str]) -> set[str]:
    """Those of the secrets that stand in these words, as words of their own."""
    said = "\n".join(words).casefold()
    likely = [secret for secret in secrets if secret.casefold() in said]
    return {secret for secret in likely if re.search(rf"(?<!\w){re.escape(secret.casefold())}(?!\w)", said)}


def _heard(item: QAccessibleInterface | None) -> Iterator[str]:
    if item is None or not item.isValid():
        return
    yield from (item.text(kind) for kind in _TEXTS)
    for place in range(item.childCount()):
        yield from _heard(item.child(place))
