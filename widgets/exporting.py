"""The chart leaves the window: to a file, to the clipboard, to a printer. What goes out is the view as it stands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QWidget

from app.analysis.decisions import not_dismissed
from app.errors import UserError
from app.phase.scene import phase_scene
from app.progress import Progress
from app.search.narrowed import parts_of
from app.theme import load_theme
from widgets.case_bridge import CaseBridge
from widgets.chart_export import dated, get_ready, pages_of, picture_leaf, save_chart, told_of
from widgets.chart_leaves import Shown
from widgets.dialogs import ask_to_replace, ask_where_to_save_chart
from widgets.going_out.clipboard import copied
from widgets.going_out.export_dialog import Asked, ExportDialog
from widgets.going_out.form import Form, words_beside
from widgets.going_out.leaf import Told
from widgets.going_out.png import image_of
from widgets.going_out.svg import svg_of
from widgets.jobs import Jobs
from widgets.kept_settings import KeptSettings
from widgets.lanes.lanes_view import LanesView
from widgets.parts.message_bar import Tone

COPIED = Form(size=(2880, 1620))
"""What goes to the clipboard: the layout of a full HD screen, sharp enough for a page of a report."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
"""What some system does not allow in the name of a file."""

NOTHING = "There is no chart to take along: no record has a date yet."


class Exporting(QObject):
    """``tell`` says in the window what was done and what could not be.

    ``in_panel`` is asked each time; whoever shows the panel's view sets it.
    """

    def __init__(
        self,
        bridge: CaseBridge,
        jobs: Jobs,
        settings: KeptSettings,
        chart: LanesView,
        tell: Callable[[str, Tone], None],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._bridge, self._jobs, self._settings = bridge, jobs, settings
        self._chart, self._tell, self._window = chart, tell, window
        self._asked = Asked()
        self.in_panel: Callable[[], bool] = lambda: False

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What each of its commands does."""
        return {"chart.export": self.export, "chart.copy": self.copy, "chart.print": self.print_chart}

    def export(self) -> None:
        """Ask for a form and a file, and draw to it while the window goes on working."""
        shown = self._shown()
        if shown is None:
            return
        dialog = ExportDialog(self._asked, _shows_a_part(shown), self._window)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        asked = dialog.asked
        dialog.deleteLater()
        if not accepted:
            return
        self._asked = asked
        shown = self._as_asked(shown, asked)
        path = ask_where_to_save_chart(self._window, self._suggested(asked), asked.kind)
        if path is not None and self._may_write_words(path, asked.form):
            self._settings.change(last_folder=str(path.parent))
            self._save(shown, path, asked.form)

    def save(self, path: Path) -> None:
        """Draw the view to that file, in the form chosen last; one that is there is replaced."""
        shown = self._shown()
        if shown is not None:
            self._save(self._as_asked(shown, self._asked), path, self._asked.form)

    def _save(self, shown: Shown, path: Path, form: Form) -> None:
        def work(progress: Progress) -> str:
            return save_chart(shown, path, form, progress)

        def done(size: str) -> None:
            words = f" What it shows is told in {words_beside(path).name}." if form.words else ""
            self._tell(f"The chart is in {path.name}, {size}.{words}", Tone.NOTE)

        self._jobs.start(f"Drawing {path.name}", work, done, self._fail)

    def copy(self) -> None:
        """Put the view on the clipboard: a picture, and in words and as a drawing too unless a panel is looking."""
        shown = self._shown()
        if shown is None:
            return
        words = not self.in_panel()

        def work(progress: Progress) -> tuple[QImage, bytes, Told]:
            leaf, told = picture_leaf(shown, COPIED), told_of(shown)
            image = image_of(leaf, COPIED.scale, COPIED.file_dpi, progress)
            return image, svg_of(leaf, told, progress) if words else b"", told

        def done(made: tuple[QImage, bytes, Told]) -> None:
            QGuiApplication.clipboard().setMimeData(copied(*made, words=words))
            self._tell("The chart is on the clipboard.", Tone.NOTE)

        self._jobs.start("Copying the chart", work, done, self._fail)

    def print_chart(self) -> None:
        """Show the chart as it will be on paper, with page set-up and a way to print it."""
        from widgets.going_out.printing import Preview, new_printer  # noqa: PLC0415  # late: the system's printing

        shown = self._shown()
        if shown is None:
            return
        on_paper = replace(shown, theme=load_theme("print"))
        dialog = Preview(new_printer(told_of(shown).title), lambda canvas: pages_of(on_paper, canvas), self._window)
        dialog.resize(self._window.size())
        dialog.exec()
        dialog.deleteLater()

    def _shown(self) -> Shown | None:
        """The view as it stands; tells why where there is none."""
        layout = self._chart.layout_now()
        if layout is None or layout.scene.empty:
            self._tell(NOTHING, Tone.PROBLEM)
            return None
        whole = layout.first <= layout.scene.first_day and layout.last >= layout.scene.last_day
        days = (None, None) if whole else (layout.first, layout.last)
        shown = Shown(layout.scene, load_theme(), get_ready(), *days, facing=layout.facing)
        filters = tuple(part.words for part in parts_of(self._bridge.case, self._bridge.looking.filter))
        return dated(replace(shown, filters=filters))

    def _as_asked(self, shown: Shown, asked: Asked) -> Shown:
        first, last = (None, None) if asked.whole else (shown.first, shown.last)
        loops = None
        if asked.phase:
            children = tuple(lane.child for lane in shown.scene.lanes)
            loops = phase_scene(shown.scene.case, not_dismissed(shown.scene.case, self._bridge.findings), children)
        return replace(shown, theme=load_theme(asked.colours), first=first, last=last, phase=loops)

    def _fail(self, error: UserError) -> None:
        self._tell(str(error), Tone.PROBLEM)

    def _suggested(self, asked: Asked) -> Path:
        kept = Path(self._settings.now.last_folder or Path.home())
        name = _NOT_IN_NAMES.sub("-", self._bridge.case.name)
        return (kept if kept.is_dir() else Path.home()) / f"{name} chart{asked.kind}"

    def _may_write_words(self, path: Path, form: Form) -> bool:
        """Whether the text file may be written; the file dialog has asked about the picture alone."""
        beside = words_beside(path)
        return not (form.words and beside.exists()) or ask_to_replace(self._window, beside.name)


def _shows_a_part(shown: Shown) -> bool:
    return shown.first is not None or shown.last is not None
