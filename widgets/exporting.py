"""The chart leaves the window: to a file, to the clipboard, to a printer. What goes out is the view as it stands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QWidget

from app import PRODUCT
from app.analysis.decisions import not_dismissed
from app.errors import UserError
from app.language import tr
from app.progress import Progress
from app.search.narrowed import parts_of
from app.theme import load_theme
from widgets import late
from widgets.case_bridge import CaseBridge
from widgets.chart_area import phase_of
from widgets.dialogs import ask_to_replace, ask_where_to_save_chart
from widgets.jobs import Jobs
from widgets.kept_settings import KeptSettings
from widgets.lanes.lanes_view import LanesView
from widgets.parts.message_bar import Tone

if TYPE_CHECKING:
    from widgets.chart_leaves import Shown
    from widgets.going_out.export_dialog import Asked
    from widgets.going_out.form import Form
    from widgets.going_out.leaf import Told

COPIED = (2880, 1620)
"""The size of what goes to the clipboard: a full HD screen's layout, sharp enough for a page of a report."""

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
"""What some system does not allow in the name of a file."""

NOTHING = tr("There is no chart to take along: no record has a date yet.")


class Exporting(QObject):
    """``tell`` says in the window what was done and what could not be.

    ``in_panel`` is asked each time, and ``panel_shown`` then says what goes out; whoever shows the panel's view sets
    both.
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
        self.in_panel: Callable[[], bool] = lambda: False
        self.panel_shown: Callable[[], Shown | None] = lambda: None

    @cached_property
    def _asked(self) -> "Asked":
        """What was asked for last."""
        return late.export_dialog.Asked()

    @property
    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """What each of its commands does."""
        return {"chart.export": self.export, "chart.copy": self.copy, "chart.print": self.print_chart}

    def export(self) -> None:
        """Ask for a form and a file, and draw to it while the window goes on working."""
        shown = self._shown()
        if shown is None:
            return
        dialog = late.export_dialog.ExportDialog(self._asked, _shows_a_part(shown), self._window)
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

    def _save(self, shown: "Shown", path: Path, form: "Form") -> None:
        def work(progress: Progress) -> str:
            return late.chart_export.save_chart(shown, path, form, progress)

        def done(size: str) -> None:
            words = tr("The chart is in {file}, {size}.").format(file=path.name, size=size)
            if form.words:
                words += " " + tr("What it shows is told in {file}.").format(file=late.form.words_beside(path).name)
            self._tell(words, Tone.NOTE)

        self._jobs.start(tr("Drawing {file}").format(file=path.name), work, done, self._fail)

    def copy(self) -> None:
        """Put the view on the clipboard: a picture, and in words and as a drawing too unless a panel is looking."""
        shown = self._shown()
        if shown is None:
            return
        words = not self.in_panel()

        def work(progress: Progress) -> "tuple[QImage, bytes, Told]":
            form = late.form.Form(size=COPIED)
            leaf, told = late.chart_export.picture_leaf(shown, form), late.chart_export.told_of(shown)
            image = late.png.image_of(leaf, form.scale, form.file_dpi, progress)
            return image, late.svg.svg_of(leaf, told, progress) if words else b"", told

        def done(made: "tuple[QImage, bytes, Told]") -> None:
            QGuiApplication.clipboard().setMimeData(late.clipboard.copied(*made, words=words))
            self._tell(tr("The chart is on the clipboard."), Tone.NOTE)

        self._jobs.start(tr("Copying the chart"), work, done, self._fail)

    def drawing(self) -> Callable[[Progress], QImage] | None:
        """Work that draws the view as it would go to the clipboard, and puts it nowhere; None where there is none."""
        shown = self._shown()
        if shown is None:
            return None

        def work(progress: Progress) -> QImage:
            form = late.form.Form(size=COPIED)
            return late.png.image_of(late.chart_export.picture_leaf(shown, form), form.scale, form.file_dpi, progress)

        return work

    def print_chart(self) -> None:
        """Show the chart as it will be on paper, with page set-up and a way to print it."""
        from widgets.going_out.printing import Preview, new_printer  # noqa: PLC0415  # late: the system's printing

        shown = self._shown()
        if shown is None:
            return
        on_paper = replace(shown, theme=load_theme("print"))
        printer = new_printer(late.chart_export.told_of(shown).title)
        dialog = Preview(printer, lambda canvas: late.chart_export.pages_of(on_paper, canvas), self._window)
        dialog.resize(self._window.size())
        dialog.exec()
        dialog.deleteLater()

    def _shown(self) -> "Shown | None":
        """The view as it stands, before a panel the panel's; tells why where there is none."""
        if self.in_panel():
            shown = self.panel_shown()
            if shown is None:
                self._tell(NOTHING, Tone.PROBLEM)
            return shown
        layout = self._chart.layout_now()
        if layout is None or layout.scene.empty:
            self._tell(NOTHING, Tone.PROBLEM)
            return None
        whole = layout.first <= layout.scene.first_day and layout.last >= layout.scene.last_day
        days = (None, None) if whole else (layout.first, layout.last)
        family = late.chart_export.get_ready()
        shown = late.chart_leaves.Shown(layout.scene, load_theme(), family, *days, facing=layout.facing)
        filters = tuple(part.words for part in parts_of(self._bridge.case, self._bridge.looking.filter))
        return late.chart_export.dated(replace(shown, filters=filters))

    def _as_asked(self, shown: "Shown", asked: "Asked") -> "Shown":
        first, last = (None, None) if asked.whole else (shown.first, shown.last)
        loops = None
        if asked.phase:
            scene = shown.scene
            found = scene.findings() if self.in_panel() else tuple(not_dismissed(scene.case, self._bridge.findings))
            loops = phase_of(scene.case, found, scene)
        return replace(shown, theme=load_theme(asked.colours), first=first, last=last, phase=loops)

    def _fail(self, error: UserError) -> None:
        self._tell(str(error), Tone.PROBLEM)

    def _suggested(self, asked: "Asked") -> Path:
        name = PRODUCT if self.in_panel() else _NOT_IN_NAMES.sub("-", self._bridge.case.name)
        return self._settings.folder / tr("{case} chart{suffix}").format(case=name, suffix=asked.kind)

    def _may_write_words(self, path: Path, form: "Form") -> bool:
        """Whether the text file may be written; the file dialog has asked about the picture alone."""
        beside = late.form.words_beside(path)
        return not (form.words and beside.exists()) or ask_to_replace(self._window, beside.name)


def _shows_a_part(shown: "Shown") -> bool:
    return shown.first is not None or shown.last is not None
