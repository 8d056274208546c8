"""The options of ``lifelanes chart`` that say what the picture is like; what draws it is loaded only then."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from app import before_qt
from app.case.model import Case
from app.cli_values import Size
from app.errors import UserError
from app.language import tr
from app.theme import THEMES

_Command = TypeVar("_Command", bound=Callable[..., object])

SUFFIXES = (".png", ".svg", ".pdf")
FULL_HD = (1920, 1080)
SHEETS = ("A4", "A3")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the picture shall be like: a size in pixels, or paper; "" for the theme that goes with it."""

    output: Path
    size: tuple[int, int] | None = None
    dpi: float | None = None
    paper: str | None = None
    portrait: bool = False
    half_page: bool = False
    theme: str = ""
    facing: bool = False
    text: bool = False
    view: str = "lanes"

    def check(self) -> None:
        """See that what is wanted goes together.

        Raises:
            UserError: for a file that cannot be drawn to.
            click.UsageError: for options that do not go together.
        """
        if self.output.suffix.lower() not in SUFFIXES:
            raise UserError(
                tr("The chart can be drawn to a .png, .svg or .pdf, not to {output}.").format(output=self.output.name)
            )
        if self.size is not None and self.paper is not None:
            raise click.UsageError(tr("Choose --size or --paper, not both."))
        if (self.portrait or self.half_page) and not self.on_paper:
            raise click.UsageError(tr("--portrait and --half-page go with --paper."))

    @property
    def on_paper(self) -> bool:
        """Whether it is drawn for a sheet of paper."""
        return self.paper is not None or (self.output.suffix.lower() == ".pdf" and self.size is None)


def chart_options(command: _Command) -> _Command:
    """Add the options of a picture."""
    options = (
        click.option(
            "-o", "--output", required=True, type=click.Path(path_type=Path), help=tr("a .png, an .svg or a .pdf")
        ),
        click.option("--size", type=Size(), help=tr("in pixels; 1920x1080 unless drawn for paper")),
        click.option("--dpi", type=click.FloatRange(72, 1200), help=tr("dots per inch of a .png")),
        click.option(
            "--paper", type=click.Choice(SHEETS, case_sensitive=False), help=tr("for paper; a .pdf is, on A4")
        ),
        click.option("--portrait", is_flag=True, help=tr("paper upright")),
        click.option("--half-page", is_flag=True, help=tr("the upper half of upright paper, two children on each")),
        click.option(
            "--theme",
            type=click.Choice(THEMES),
            help=tr("light, or print where drawn for paper; projector has large type"),
        ),
        click.option("--facing", is_flag=True, help=tr("both strips of a lane on one baseline")),
        click.option(
            "--view",
            type=click.Choice(("lanes", "phase")),
            default="lanes",
            show_default=True,
            help=tr("phase: with each cycle as a loop of level and concern, below the lanes"),
        ),
        click.option("--text", is_flag=True, help=tr("also write what the picture shows, in words, to OUTPUT.txt")),
    )
    for option in reversed(options):
        command = option(command)
    return command


def load_painter() -> None:
    """Load what draws, while something else is being read."""
    before_qt.load(before_qt.CHART)
    from widgets import chart_export  # noqa: PLC0415  # late: the other commands need no Qt

    chart_export.get_ready()


def draw(
    case: Case,
    wanted: Wanted,
    children: tuple[int, ...] | None = None,
    days: tuple[float | None, float | None] = (None, None),
) -> str:
    """Draw the lanes to a file; returns how large it became, in words.

    Raises:
        UserError: when the size is out of range or the file cannot be written.
    """
    from widgets.chart_export import draw_case  # noqa: PLC0415  # late: the other commands need no Qt
    from widgets.going_out.form import Form  # noqa: PLC0415  # late: as above
    from widgets.going_out.paper import Paper  # noqa: PLC0415  # late: as above

    upright = wanted.portrait or wanted.half_page
    paper = Paper(wanted.paper or SHEETS[0], not upright, wanted.half_page) if wanted.on_paper else None
    form = Form(wanted.size or FULL_HD, wanted.dpi, paper, wanted.text)
    return draw_case(case, wanted.output, form, children, days, wanted.theme, wanted.facing, wanted.view == "phase")
