"""The commands of the contract. Both the window and these call the same functions.

JSON and CSV go to standard output alone; everything told to a person goes to standard error.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import fields
from importlib import import_module, resources
from pathlib import Path

import click

from app import PRODUCT, VERSION, before_qt
from app.case.dates import day_number
from app.case.scheme import default_scheme
from app.cli_chart import Wanted, chart_options, draw, load_painter
from app.cli_values import said
from app.cli_wishes import FILES, Wish, must_hold_events, read, wishes
from app.errors import UserError
from app.language import LANGUAGES, OPTION, SYSTEM, tr
from app.reading_ahead import ReadingAhead

EXAMPLE = ("examples", "perry", "combined.xlsx")


class _Commands(click.Group):
    """The commands; those that need what no other needs are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted((*super().list_commands(ctx), *_LATE))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _LATE:
            return super().get_command(ctx, cmd_name)
        command: object = getattr(import_module(_LATE[cmd_name]), f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None


_LATE = {
    "agreement": "app.cli_agreement",
    **dict.fromkeys(("inspect", "events", "findings", "measures"), "app.cli_listing"),
}
"""Commands and the modules that hold them, each as ``<name>_command``."""


@said
@click.group(cls=_Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    OPTION,
    type=click.Choice([SYSTEM, *LANGUAGES]),
    expose_value=False,
    help=tr("the language of words: system, en or cy"),
)
@click.version_option(VERSION, prog_name=PRODUCT)
@click.pass_context
def commands(context: click.Context) -> None:
    """Lifelanes draws the chronology of a case review as lanes. Without a command it opens its window."""
    if context.invoked_subcommand is None:
        context.exit(_window([]))


@said
@commands.command("open")
@FILES
@click.pass_context
def open_files(context: click.Context, files: tuple[Path, ...]) -> None:
    """Open the window on a case file, or start a case from spreadsheets."""
    for path in files:
        if not path.exists():
            raise UserError(tr("There is no file {path}.").format(path=path))
    if not _has_screen():
        raise UserError(tr("There is no screen to open a window on."), tr("`lifelanes chart` draws to a file."))
    context.exit(_window(list(files)))


@said
@commands.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help=tr("draw the chart to this file, screen or not"))
@click.pass_context
def demo(context: click.Context, output: Path | None) -> None:
    """Open the window on the built-in example; with no screen, draw its chart to a file and say where."""
    if output is None and _has_screen():
        context.exit(_window([], sample=True))
    with resources.as_file(resources.files("resources").joinpath(*EXAMPLE)) as example:
        case = read([example], default_scheme()).case
        path = output or Path(tempfile.mkdtemp(prefix="lifelanes-")) / "perry.png"
        draw(case, Wanted(path))
    click.echo(
        tr("Drawn to {path}").format(path=path)
        if output
        else tr("There is no screen here, so the chart was drawn to {path}").format(path=path)
    )


@said
@commands.command()
@wishes
@chart_options
def chart(**wish: object) -> None:
    """Draw the lanes to a picture, or to pages for print; needs no screen."""
    asked = {item.name: wish.pop(item.name) for item in fields(Wanted)}
    picture = Wanted(**asked)  # pyright: ignore[reportArgumentType]  # click has checked each of them
    picture.check()
    wanted = Wish(**wish)  # pyright: ignore[reportArgumentType]  # click has checked each of them
    ahead = ReadingAhead(wanted.files, wanted.read)
    load_painter()
    case = wanted.taken(ahead.result())
    must_hold_events(case)
    days = (
        day_number(wanted.since) if wanted.since else None,
        day_number(wanted.until) if wanted.until else None,
    )
    drawn = draw(case, picture, wanted.chosen(case), days)
    click.echo(tr("Drawn to {output}, {drawn}.").format(output=picture.output, drawn=drawn), err=True)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 nothing usable or not done, 2 wrong usage."""
    try:
        status = commands.main(args=None if arguments is None else list(arguments), standalone_mode=False)
    except UserError as error:
        click.echo(str(error), err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        click.echo(tr("Stopped."), err=True)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status if isinstance(status, int) else 0


def _has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window(files: list[Path], *, sample: bool = False) -> int:
    before_qt.load(before_qt.WINDOW)
    from widgets.main_window import open_window  # noqa: PLC0415  # late: the other commands need no Qt

    return open_window(None, files, sample=sample)
