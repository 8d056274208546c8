"""Choosing the scheme of a case, and keeping a panel's own in a file."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.case.edits import Reviewer
from app.case.model import Changes
from app.case.scheme import Scheme, load_scheme
from app.errors import UserError
from app.language import tr
from widgets import late
from widgets.actions import Deed
from widgets.applying import Applying
from widgets.case_bridge import CaseBridge
from widgets.dialogs import ask_scheme_file, ask_where_to_save_scheme
from widgets.parts.message_bar import Tone

if TYPE_CHECKING:
    from widgets.scheme.scheme_page import SchemePage


class ChoosingScheme(QObject):
    """Opens the page once and keeps it in step with the case."""

    def __init__(self, bridge: CaseBridge, reviewer: Callable[[], Reviewer | None], window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._window = bridge, window
        self._applying = Applying(bridge, reviewer)
        self.page: SchemePage | None = None
        bridge.case_changed.connect(self._on_case_changed)
        bridge.session_opened.connect(self.close_page)

    @property
    def deeds(self) -> Mapping[str, Deed]:
        """The deed of the command about schemes."""
        return {"case.scheme": self.show_page}

    def show_page(self) -> None:
        """Show the scheme of the case, and those it could use."""
        if self.page is not None:
            self.page.activateWindow()
            return
        page = self.page = late.scheme_page.SchemePage(self._bridge.case, self._window)
        page.chosen.connect(self._use)
        page.save_asked.connect(self._save)
        page.file_asked.connect(self._read)
        page.finished.connect(lambda _code: self._let_go(page))
        page.show()

    def close_page(self) -> None:
        """Put the page away."""
        if self.page is not None:
            self.page.close()

    def _use(self, scheme: Scheme) -> None:
        def change() -> str:
            name = tr(scheme.name)  # from resources
            self._applying.apply(
                lambda _by: late.other_scheme.use_scheme(scheme), tr("Use the scheme {name}").format(name=name)
            )
            return tr("This case now uses the scheme {name}; charts and exports say so.").format(name=name)

        self._try(change)

    def _save(self, scheme: Scheme) -> None:
        path = ask_where_to_save_scheme(self._window, Path(f"{scheme.key}.toml"))
        if path is None:
            return

        def keep() -> str:
            late.scheme_files.save_scheme(scheme, path)
            kept = tr("The scheme is kept in {file}; a case keeps its own copy of the scheme it uses.")
            return kept.format(file=path.name)

        self._try(keep)

    def _read(self) -> None:
        path = ask_scheme_file(self._window)
        if path is None or self.page is None:
            return
        page = self.page

        def show() -> str:
            scheme = load_scheme(path)
            page.show_scheme(scheme)
            return tr("This is the scheme of {file}. The case uses it once you say so.").format(file=path.name)

        self._try(show)

    def _try(self, deed: Callable[[], str]) -> None:
        """Do it, and say in the page what came of it."""
        try:
            words, tone = deed(), Tone.NOTE
        except UserError as error:
            words, tone = str(error), Tone.PROBLEM
        if self.page is not None:
            self.page.bar.tell(words, tone)

    def _let_go(self, page: "SchemePage") -> None:
        self.page = None
        page.deleteLater()

    def _on_case_changed(self, changes: Changes) -> None:
        if self.page is not None and changes.scheme:
            self.page.show_case(self._bridge.case)
