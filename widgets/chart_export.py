"""The chart as a file: laid out at its final size and drawn by the same functions as the window's."""

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app import PRODUCT
from app.analysis.decisions import not_dismissed
from app.analysis.findings import find_all
from app.case.model import Case
from app.errors import UserError
from app.lanes.scene import DRAWN, resolve
from app.language import tr, trn
from app.progress import Progress
from app.theme import load_theme
from app.whole_file import save_whole
from widgets import late
from widgets.chart_leaves import Shown, paper_leaves, screen_leaf, told_of
from widgets.fonts import load_fonts
from widgets.going_out.form import LARGEST, SMALLEST, Form, words_beside
from widgets.going_out.leaf import Leaf
from widgets.going_out.paper import MOST_ON_A_PAGE
from widgets.going_out.png import image_of, png_of


def save_chart(shown: Shown, path: Path, form: Form, progress: Progress | None = None) -> str:
    """Draw to a .png, .svg or .pdf; whole or not at all. Returns how large it became, in words.

    A PDF has a page for every six children; a picture of paper holds the first page alone, so more are refused.

    Raises:
        UserError: when the name or the size will not do, or the file cannot be written.
        Cancelled: when that was asked for; nothing is written then.
    """
    progress = progress or Progress()
    makers = {".png": _png, ".svg": _svg, ".pdf": _pdf}
    make = makers.get(path.suffix.lower())
    if make is None:
        raise UserError(tr("The chart can be drawn to a .png, .svg or .pdf, not to {file}.").format(file=path.name))
    data, size = make(dated(shown), form, progress)
    progress.at(0.98)
    save_whole(path, data)
    if form.words:
        save_whole(words_beside(path), f"{told_of(shown).spoken}\n".encode())
    return size


def pages_of(shown: Shown, canvas: tuple[int, int], most: int = MOST_ON_A_PAGE) -> list[Leaf]:
    """The chart on pages whose printable area is so many logical pixels, with so many children on each at most."""
    phase = shown.phase
    if phase is None:
        return paper_leaves(dated(shown), canvas, most)
    pages = paper_leaves(dated(shown), (canvas[0], canvas[1] // 2), min(most, late.phase_leaf.CHILDREN_ON_A_PAGE))
    parts = late.phase_leaf.phase_pages(phase, len(pages))
    look = (shown.theme, shown.family)
    return [late.phase_leaf.with_phase(page, part, look, canvas[1]) for page, part in zip(pages, parts, strict=True)]


def picture_leaf(shown: Shown, form: Form) -> Leaf:
    """The one leaf of a picture in that form; one of paper is as large as the page of a report has room for.

    Raises:
        UserError: when the size is out of range, or the children need more than one page.
    """
    if form.paper is not None:
        pages = pages_of(shown, form.paper.in_report.canvas, form.paper.most)
        if len(pages) > 1:
            needed = trn("These children need {count} page.", "These children need {count} pages.", len(pages))
            raise UserError(needed.format(count=len(pages)), tr("Choose a PDF, or fewer children."))
        return pages[0]
    (width, height), scale = form.size, form.scale
    if not (SMALLEST[0] <= width <= LARGEST[0] and SMALLEST[1] <= height <= LARGEST[1]):
        limits = tr("Choose from {smallest} to {largest}.").format(
            smallest=f"{SMALLEST[0]}x{SMALLEST[1]}", largest=f"{LARGEST[0]}x{LARGEST[1]}"
        )
        raise UserError(tr("A picture of {size} cannot be drawn.").format(size=f"{width}x{height}"), limits)
    if width / scale < SMALLEST[0] or height / scale < SMALLEST[1]:
        told = tr("{size} pixels at {dpi} dpi leave the chart no room.")
        raise UserError(told.format(size=f"{width}x{height}", dpi=f"{form.dpi:g}"))
    wide, high = round(width / scale), round(height / scale)
    if shown.phase is None:
        return screen_leaf(dated(shown), wide, high)
    look = (shown.theme, shown.family)
    return late.phase_leaf.leaf_with_phase(lambda w, h: screen_leaf(dated(shown), w, h), shown.phase, look, wide, high)


def _png(shown: Shown, form: Form, progress: Progress) -> tuple[bytes, str]:
    image = image_of(picture_leaf(shown, form), form.scale, form.file_dpi, progress)
    return png_of(image, told_of(shown), progress), f"{image.width()}x{image.height()}"


def _svg(shown: Shown, form: Form, progress: Progress) -> tuple[bytes, str]:
    from widgets.going_out.svg import svg_of  # noqa: PLC0415 - Qt's writer of SVG loads slowly, few charts need it

    leaf = picture_leaf(shown, form)
    return svg_of(leaf, told_of(shown), progress), f"{leaf.width}x{leaf.height}"


def _pdf(shown: Shown, form: Form, progress: Progress) -> tuple[bytes, str]:
    from widgets.going_out.pdf import pdf_of  # noqa: PLC0415 - as for SVG

    told = told_of(shown)
    if form.paper is None:
        leaf = picture_leaf(shown, form)
        return pdf_of([leaf], told, None, progress), f"{leaf.width}x{leaf.height}"
    pages = pages_of(shown, form.paper.canvas, form.paper.most)
    count = trn("{count} page of {paper}", "{count} pages of {paper}", len(pages))
    return pdf_of(pages, told, form.paper, progress), count.format(count=len(pages), paper=form.paper.sheet)


def dated(shown: Shown) -> Shown:
    """The same, drawn now where it does not say when."""
    return replace(shown, drawn=datetime.now().astimezone()) if shown.drawn is datetime.min else shown


def draw_case(
    case: Case,
    path: Path,
    form: Form,
    children: tuple[int, ...] | None = None,
    days: tuple[float | None, float | None] = (None, None),
    theme: str = "",
    facing: bool = False,
    phase: bool = False,
) -> str:
    """Draw a case's lanes to a file without a window or a screen; returns how large it became, in words.

    ``phase`` adds the phase view below them. Without a ``theme`` paper gets the one for print, a screen the light one.

    Raises:
        UserError: as ``save_chart``.
    """
    family = get_ready()
    findings = not_dismissed(case, find_all(case, DRAWN))
    scene = resolve(case, findings, children)
    loops = late.phase_scene.phase_scene(case, findings, children) if phase else None
    on_paper = form.paper is not None or path.suffix.lower() == ".pdf"
    colours = load_theme(theme or ("print" if on_paper else "light"))
    return save_chart(Shown(scene, colours, family, *days, facing=facing, phase=loops), path, form)


def get_ready() -> str:
    """See that Qt can draw, without a window or a screen; returns the family of the chart's font."""
    if QGuiApplication.instance() is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        _kept.append(QGuiApplication([PRODUCT]))
    if not _families:
        _families.append(load_fonts())
    return _families[0]


_families: list[str] = []
_kept: list[QGuiApplication] = []
"""Qt's application has to live as long as anything that it draws."""
