"""Shows one help page with its pictures. Pages and pictures come with the program; nothing else is ever loaded."""

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.helping.html import html_of
from app.helping.pages import PAGES, page, picture
from widgets.actions import shortcuts_page
from widgets.commands import COMMANDS

SCHEME = "help"
MARGIN = 40
"""Pixels that a picture leaves free beside it."""

HALF_LIGHT = 128
"""A page whose paper is darker than this, of 255, is a dark one."""

DIMMED = 196
"""What becomes of white, of 255, in a picture on a dark page."""

_WITH_SHORTCUTS = "keyboard"
_MARKS = "pictures/marks/"
"""Pictures drawn twice as fine as they are shown."""

_STYLE = (
    "h1 {{ font-size: {large}pt; }} h2 {{ font-size: {middle}pt; margin-top: 14px; }} "
    "h3 {{ font-size: {size}pt; margin-top: 10px; }} p, li {{ line-height: 130%; }} th {{ text-align: left; }}"
)


class PageView(QTextBrowser):
    """``page_shown`` (key) whenever another page is shown, by whatever way."""

    page_shown = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: dict[str, QImage] = {}
        self._wide = 0
        self._anew = QTimer(self)
        self._anew.setSingleShot(True)
        self._anew.setInterval(0)
        self._anew.timeout.connect(self._lay_out_anew)
        self.setAccessibleName("")
        self.setSearchPaths([])
        self.setOpenExternalLinks(False)
        points = self.font().pointSizeF()
        sheet = _STYLE.format(large=points * 1.7, middle=points * 1.25, size=points * 1.08)
        self.document().setDefaultStyleSheet(sheet)
        self.document().setDocumentMargin(14)
        self.sourceChanged.connect(lambda url: self.page_shown.emit(key_of(url)))

    @property
    def key(self) -> str:
        """The page that is shown."""
        return key_of(self.source())

    def show_page(self, key: str, anchor: str = "") -> None:
        """Show a page, from its top or from the heading of that anchor."""
        url = QUrl(f"{SCHEME}:/{key}")
        url.setFragment(anchor)
        self._anew.stop()
        self.setSource(url)

    def loadResource(self, kind: int, name: QUrl) -> object:  # noqa: ARG002 - Qt's own signature
        """A page as HTML, or a picture; nothing for what does not come with the program."""
        path = name.path().strip("/")
        if name.scheme() != SCHEME:
            return None
        if path in PAGES:
            return self._html(path)
        return self._drawn(path) if path.startswith("pictures/") and ".." not in path else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every key but Esc, which is for the window around."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures that are wider than the page are shown as wide as it is."""
        super().resizeEvent(event)
        if self.key and self._room() != self._wide:
            # Later: a page that is being laid out resizes its own view, and would be read into itself.
            self._anew.start()

    def _lay_out_anew(self) -> None:
        if self._room() != self._wide:
            at = self.verticalScrollBar().value()
            self.reload()
            self.verticalScrollBar().setValue(at)

    def _html(self, key: str) -> str:
        self._wide = self._room()
        made = html_of(page(key), command_words, self._wide_of)
        more = shortcuts_page() if key == _WITH_SHORTCUTS else ""
        return made.replace("</body>", f"{more}</body>")

    def _room(self) -> int:
        return max(self.viewport().width() - MARGIN, 200)

    def _wide_of(self, file: str) -> int:
        wide = self._picture(file).width()
        return wide // 2 if file.startswith(_MARKS) else min(wide, self._room())

    def _drawn(self, file: str) -> QImage:
        """The picture as large as it is shown, smoothed here since the page would not smooth it."""
        scale = self.devicePixelRatioF()
        smooth = Qt.TransformationMode.SmoothTransformation
        drawn = self._picture(file).scaledToWidth(round(self._wide_of(file) * scale), smooth)
        drawn.setDevicePixelRatio(scale)
        return _dimmed(drawn) if self.palette().base().color().lightness() < HALF_LIGHT else drawn

    def changeEvent(self, event: QEvent) -> None:
        """Pictures are dimmed, or no longer, where the theme turns dark or light."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.key:
            self._wide = 0
            self._anew.start()

    def _picture(self, file: str) -> QImage:
        if file not in self._pictures:
            self._pictures[file] = QImage.fromData(QByteArray(picture(file)))
        return self._pictures[file]


def _dimmed(picture: QImage) -> QImage:
    """A picture of the light window on a dark page: no brighter than the words beside it, every colour as it was."""
    dimmed = picture.convertToFormat(QImage.Format.Format_RGB32)
    dimmed.setDevicePixelRatio(1)
    painter = QPainter(dimmed)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    painter.fillRect(dimmed.rect(), QColor(DIMMED, DIMMED, DIMMED))
    painter.end()
    dimmed.setDevicePixelRatio(picture.devicePixelRatio())
    return dimmed


def key_of(url: QUrl) -> str:
    """The page that an address is of."""
    return url.path().strip("/")


def command_words(name: str) -> str:
    """Where a command stands, and its keys: "Case > Open (Ctrl+O)".

    Raises:
        KeyError: there is no such command.
    """
    command = _BY_ID[name]
    path = [part for part in (command.menu, command.submenu, command.title) if part]
    words = " > ".join(part.replace("&", "").rstrip("…") for part in path)
    keys = (*command.keys[:1], *command.chart_keys[:1], *command.table_keys[:1], *command.finding_keys[:1])[:1]
    return f"{words} ({keys[0]})" if keys else words


_BY_ID = {command.id: command for command in COMMANDS}
