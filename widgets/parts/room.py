"""Room for words of any size: lengths that were meant for the usual size of type, in the size a person has chosen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from widgets.fonts import SMALLEST_POINTS

_BESIDE = 40
"""Pixels of the screen that a window leaves free for its frame and for what the system shows."""

_WIDEST, _HIGHEST = 1500, 1000
"""Pixels beyond which a page gains nothing by being larger: its lines would only be longer than can be read."""


def grown(widget: QWidget, pixels: int) -> int:
    """A length in pixels that suits the usual size of type, made to suit the type of this widget."""
    return round(pixels * max(widget.font().pointSizeF() / SMALLEST_POINTS, 1.0))


def open_at(window: QWidget, wide: int, high: int) -> None:
    """Give a window the size that suits its type, but not more than the screen has."""
    room = window.screen().availableSize()
    window.resize(
        min(grown(window, wide), room.width() - _BESIDE),
        min(grown(window, high), room.height() - _BESIDE),
    )


def open_over(page: QWidget, window: QWidget, share: float) -> None:
    """Give a page this share of the window that it opens over, and on a large screen no more than suits its type."""
    page.resize((window.size() * share).boundedTo(QSize(grown(page, _WIDEST), grown(page, _HIGHEST))))


class _Moved(QScrollArea):
    """Moves its page up and down, never sideways: it is as wide as the page needs."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        own = QApplication.instance()
        if isinstance(own, QApplication):
            own.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the keyboard into view, however it came by it: Qt does so for the Tab key alone."""
        page = self.widget()
        if page is not None and now is not None and page.isAncestorOf(now):
            self.ensureWidgetVisible(now)

    def minimumSizeHint(self) -> QSize:
        """As wide as the page with the bar beside it; as low as one likes."""
        page, least = self.widget(), super().minimumSizeHint()
        beside = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return least if page is None else QSize(page.minimumSizeHint().width() + beside, least.height())


def scrolled(page: QWidget) -> QScrollArea:
    """A page that can be moved up and down where it is higher than its window; what has the keyboard is in view."""
    area = _Moved(page.parentWidget())
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
