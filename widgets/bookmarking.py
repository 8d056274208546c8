"""The list of bookmarks as a page: opened once, and kept in step with the case."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.case.edits import Reviewer
from app.case.practice import Bookmark
from app.case.practice_edits import change_bookmark, forget_bookmark, move_bookmark
from app.errors import UserError
from app.language import tr
from widgets import late
from widgets.applying import Applying, MakeEdit
from widgets.case_bridge import CaseBridge
from widgets.parts.message_bar import Tone

if TYPE_CHECKING:
    from widgets.practice.bookmarks_page import BookmarksPage


class Bookmarking(QObject):
    """``go_to`` (a bookmark) shows in the window what one was kept of."""

    def __init__(
        self,
        bridge: CaseBridge,
        reviewer: Callable[[], Reviewer | None],
        go_to: Callable[[Bookmark], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge, self._go_to, self._window = bridge, go_to, window
        self._applying = Applying(bridge, reviewer)
        self.page: BookmarksPage | None = None
        bridge.case_changed.connect(lambda _changes: self._follow())
        bridge.session_opened.connect(self.close_page)

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """Its command."""
        return {"chart.bookmarks": self.show}

    def show(self) -> None:
        """Show the list of bookmarks."""
        if self.page is None:
            page = self.page = late.bookmarks_page.BookmarksPage(self._window)
            page.go_asked.connect(self._go)
            page.changed.connect(self._change)
            page.moved.connect(self._move)
            page.delete_asked.connect(self._delete)
            page.undo_asked.connect(self._undo)
            page.finished.connect(lambda _code: self._let_go(page))
            self._follow()
            page.show()
        self.page.activateWindow()

    def close_page(self) -> None:
        """Put the page away."""
        if self.page is not None:
            self.page.close()

    def _follow(self) -> None:
        if self.page is not None:
            self.page.show_marks(self._bridge.case.bookmarks)

    def _go(self, name: str) -> None:
        mark = next((item for item in self._bridge.case.bookmarks if item.name == name), None)
        if mark is not None:
            self._go_to(mark)

    def _change(self, name: str, to: Bookmark) -> None:
        renamed = tr("Rename the bookmark “{name}” to “{other}”").format(name=name, other=to.name)
        noted = tr("Note on the bookmark “{name}”").format(name=name)
        kept = self._apply(lambda _by: change_bookmark(name, to), noted if to.name == name else renamed)
        if kept and self.page is not None:
            self.page.choose(" ".join(to.name.split()))

    def _move(self, name: str, step: int) -> None:
        self._apply(lambda _by: move_bookmark(name, step), tr("Move the bookmark “{name}”").format(name=name))

    def _delete(self, name: str) -> None:
        self._apply(lambda _by: forget_bookmark(name), tr("Take away the bookmark “{name}”").format(name=name))

    def _undo(self) -> None:
        try:
            self._applying.undo()
        except UserError as error:
            self._tell(error)

    def _apply(self, make: MakeEdit, label: str) -> bool:
        done = self._applying.attempt(make, label, self._tell)
        if done and self.page is not None:
            self.page.bar.dismiss()
        return done

    def _tell(self, error: UserError) -> None:
        if self.page is not None:
            self.page.bar.tell(str(error), Tone.PROBLEM)

    def _let_go(self, page: "BookmarksPage") -> None:
        self.page = None
        page.deleteLater()
