"""The commands of the contract. Both the window and these call the same functions.

JSON and CSV go to standard output alone; everything told to a person goes to standard error.
"""

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal, TypeVar

import click

from app import PRODUCT, VERSION
from app.analysis.findings import find_all
from app.analysis.firmness import firmness_of
from app.analysis.measures import days_between
from app.case.dates import day_number
from app.case.model import Case, ImportBatch
from app.case.scheme import Scheme, default_scheme, scheme_called
from app.case.scheme_edits import set_scheme
from app.cli_agreement import agreement_command
from app.cli_chart import Wanted, chart_options, draw, load_painter
from app.cli_measures import Every, measure_lines, measured_days, measures_json, print_measures, save_measures
from app.cli_output import entries_of, event_line, print_csv, print_json, source_words
from app.cli_seen import seen_case, told_as_seen
from app.cli_values import Day
from app.errors import UserError
from app.export.json_documents import Json, events_document, findings_document, inspect_document
from app.reading import Reading
from app.reading_ahead import ReadingAhead

EXAMPLE = ("examples", "perry", "combined.xlsx")
Order = Literal["dmy", "mdy", "ymd"]
_Command = TypeVar("_Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Wish:
    """What the options that several commands share ask for."""

    files: tuple[Path, ...]
    dates: Order
    password_file: Path | None
    scheme: str | None
    lexicon: Path | None
    children: str | None
    since: date | None
    until: date | None
    known_to: str | None = None
    on: date | None = None

    def case(self) -> Case:
        """The case of these files; what should be told of them goes to standard error."""
        return self.taken(self.read())

    def taken(self, reading: Reading) -> Case:
        """The case that was read, or as much of it as the agencies asked for could have seen."""
        if (self.known_to is None) != (self.on is None):
            raise click.UsageError("--as-known-to and --on go together.")
        if self.known_to is None or self.on is None:
            return _told(reading)
        return seen_case(reading, self.known_to, self.on)

    def print_json(self, case: Case, document: dict[str, Json]) -> None:
        """Print a document of that case, saying as whom it was seen where it was."""
        print_json(told_as_seen(document, case, self.known_to, self.on))

    def read(self) -> Reading:
        """These files read into a case, and what should be told of them."""
        scheme = scheme_called(self.scheme) if self.scheme else default_scheme()
        reading = _read(self.files, scheme, self.dates, self.password_file, self.lexicon)
        # A case file has a scheme of its own; it goes over to the one asked for, and the file stays as it is.
        return reading if self.scheme is None else replace(reading, case=set_scheme(scheme)(reading.case)[0])

    def chosen(self, case: Case) -> tuple[int, ...] | None:
        """The ids of the children asked for; None for all.

        Raises:
            UserError: for a name that the case does not have.
        """
        if self.children is None:
            return None
        known = {child.name.casefold(): child.id for child in case.children}
        wanted = [name.strip() for name in self.children.split(",") if name.strip()]
        for name in wanted:
            if name.casefold() not in known:
                told = ", ".join(child.name for child in case.children) or "not named in these files"
                raise UserError(f"No child called {name} is in this case.", f"The children are {told}.")
        return tuple(known[name.casefold()] for name in wanted)

    def places(self, case: Case) -> list[int]:
        """The places of the events asked for in the event table."""
        table, children = case.events, self.chosen(case)
        shown = ~table.withdrawn
        if children is not None:
            shown &= table.subjects[:, list(children)].any(axis=1)
        if self.since is not None:
            shown &= table.end >= day_number(self.since)
        if self.until is not None:
            shown &= table.day <= day_number(self.until)
        return [int(place) for place in shown.nonzero()[0]]


_FILES = click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
_DATES = click.option(
    "--dates", type=click.Choice(["dmy", "mdy", "ymd"]), default="dmy", help="order of figures in dates"
)
_PASSWORDS = click.option(
    "--password-file", type=click.Path(path_type=Path), help="passwords of protected files, one a line"
)


def _wishes(command: _Command) -> _Command:
    """Add the options that several commands share."""
    options = (
        _FILES,
        _DATES,
        _PASSWORDS,
        click.option("--scheme", metavar="NAME|FILE", help="one that ships (wales, …) or your own .toml"),
        click.option("--lexicon", type=click.Path(path_type=Path), help="a lexicon of your own, a .toml file"),
        click.option("--children", metavar="A,B", help="only these children"),
        click.option("--from", "since", type=Day(), help="only from this day on"),
        click.option("--to", "until", type=Day(), help="only up to this day"),
        click.option("--as-known-to", "known_to", metavar="AGENCY,AGENCY", help="only what these agencies knew"),
        click.option("--on", type=Day(), help="the day on which they knew it"),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _told(reading: Reading) -> Case:
    for line in reading.told:
        click.echo(line, err=True)
    return reading.case


def _read(
    files: Sequence[Path],
    scheme: Scheme,
    dates: Order = "dmy",
    password_file: Path | None = None,
    lexicon: Path | None = None,
) -> Reading:
    from app.intake import read_files, read_passwords  # noqa: PLC0415  # late: ReadingAhead loads it in its own process

    return read_files(files, scheme, dates, read_passwords(password_file) if password_file else (), lexicon)


def _recognise(files: Sequence[Path], dates: Order, password_file: Path | None) -> ImportBatch:
    from app.intake import recognise  # noqa: PLC0415  # late: as above

    return recognise(files, dates, password_file)


_JSON = click.option("--json", "as_json", is_flag=True, help="print the document of the contract")


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name=PRODUCT)
@click.pass_context
def commands(context: click.Context) -> None:
    """Lifelanes draws the chronology of a case review as lanes. Without a command it opens its window."""
    if context.invoked_subcommand is None:
        context.exit(_window([]))


@commands.command("open")
@_FILES
@click.pass_context
def open_files(context: click.Context, files: tuple[Path, ...]) -> None:
    """Open the window on a case file, or start a case from spreadsheets."""
    for path in files:
        if not path.exists():
            raise UserError(f"There is no file {path}.")
    if not _has_screen():
        raise UserError("There is no screen to open a window on.", "`lifelanes chart` draws to a file.")
    context.exit(_window(list(files)))


@commands.command()
@click.option("-o", "--output", type=click.Path(path_type=Path), help="draw the chart to this file, screen or not")
@click.pass_context
def demo(context: click.Context, output: Path | None) -> None:
    """Open the window on the built-in example; with no screen, draw its chart to a file and say where."""
    with resources.as_file(resources.files("resources").joinpath(*EXAMPLE)) as example:
        if output is None and _has_screen():
            context.exit(_window([example]))
        case = _read([example], default_scheme()).case
        path = output or Path(tempfile.mkdtemp(prefix="lifelanes-")) / "perry.png"
        draw(case, Wanted(path))
    click.echo(f"Drawn to {path}" if output else f"There is no screen here, so the chart was drawn to {path}")


@commands.command()
@_FILES
@_DATES
@_PASSWORDS
@_JSON
@click.pass_context
def inspect(
    context: click.Context, files: tuple[Path, ...], dates: Order, password_file: Path | None, as_json: bool
) -> None:
    """Tell what the importer recognises, sheet by sheet, or why a sheet is no chronology."""
    batch = _recognise(files, dates, password_file)
    if as_json:
        print_json(inspect_document(batch.sources))
    for source in () if as_json else batch.sources:
        click.echo(source_words(source))
    for line in (*batch.problems, *(f"Note: {note}" for note in batch.notes)):
        click.echo(line, err=True)
    context.exit(0 if batch.sources else 1)


@commands.command()
@_wishes
@_JSON
@click.option("--csv", "as_csv", is_flag=True, help="print one line an event")
def events(as_json: bool, as_csv: bool, **wish: object) -> None:
    """Print every event, with its codes and where each came from."""
    if as_json and as_csv:
        raise click.UsageError("Choose --json or --csv, not both.")
    wanted = Wish(**wish)  # pyright: ignore[reportArgumentType]  # click has checked each of them
    with _whole_document(as_json, lambda: events_document(Case(default_scheme()), [])):
        case = wanted.case()
        places = wanted.places(case)
    if as_json:
        wanted.print_json(case, events_document(case, entries_of(case, places)))
    elif as_csv:
        print_csv(entries_of(case, places))
    else:
        for place in places:
            click.echo(event_line(case, place))
    _must_hold_events(case)


@commands.command()
@_wishes
@_JSON
@click.option("--firmness/--no-firmness", default=True, help="with --json, try each finding under other settings too")
def findings(as_json: bool, firmness: bool, **wish: object) -> None:
    """Print relapse cycles, unanswered escalations and the other findings, each with its evidence."""
    wanted = Wish(**wish)  # pyright: ignore[reportArgumentType]  # click has checked each of them
    with _whole_document(as_json, lambda: findings_document(Case(default_scheme()), [])):
        case = wanted.case()
        children = wanted.chosen(case)
    found = [
        finding
        for finding in find_all(case)
        if (children is None or finding.child in children)
        and (wanted.since is None or finding.end >= wanted.since)
        and (wanted.until is None or finding.start <= wanted.until)
    ]
    if as_json:
        wanted.print_json(case, findings_document(case, found, firmness_of(case, found) if firmness else None))
    else:
        for line in [finding.says for finding in found] or ["No finding in this chronology."]:
            click.echo(line)
    _must_hold_events(case)


@commands.command()
@_wishes
@_JSON
@click.option("--csv", "as_csv", is_flag=True, help="print one line a child and day")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="write a workbook, an .xlsx")
@click.option("--as-of", type=Day(), help="the day that is measured; the last of the record unless given")
@click.option("--every", type=click.Choice(["day", "week"]), help="measure every day, or week, from --from up to it")
def measures(
    as_json: bool, as_csv: bool, output: Path | None, as_of: date | None, every: Every | None, **wish: object
) -> None:
    """Print each child's measures: concerns, highest severity, contacts, missed appointments, days to a response."""
    if sum((as_json, as_csv, output is not None)) > 1:
        raise click.UsageError("Choose one of --json, --csv and --output.")
    wanted = Wish(**wish)  # pyright: ignore[reportArgumentType]  # click has checked each of them
    with _whole_document(as_json, lambda: measures_json(Case(default_scheme()), (), days_between(0, 0))):
        case = wanted.case()
        children = wanted.chosen(case)
        days = measured_days(case, wanted.since, as_of or wanted.until, every)
    about = range(len(case.children)) if children is None else children
    if as_json:
        wanted.print_json(case, measures_json(case, about, days))
    elif output is not None:
        save_measures(case, about, days, output)
        click.echo(f"Written to {output}.", err=True)
    elif as_csv or every is not None:
        print_measures(case, about, days)
    else:
        for line in measure_lines(case, about, int(days[-1])):
            click.echo(line)


@commands.command()
@_wishes
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
    _must_hold_events(case)
    days = (
        day_number(wanted.since) if wanted.since else None,
        day_number(wanted.until) if wanted.until else None,
    )
    drawn = draw(case, picture, wanted.chosen(case), days)
    click.echo(f"Drawn to {picture.output}, {drawn}.", err=True)


commands.add_command(agreement_command)


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
        click.echo("Stopped.", err=True)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status if isinstance(status, int) else 0


@contextmanager
def _whole_document(as_json: bool, empty: Callable[[], Json]) -> Generator[None]:
    """Where nothing can be read, JSON is still a whole document before the error is told."""
    try:
        yield
    except UserError:
        if as_json:
            print_json(empty())
        raise


def _must_hold_events(case: Case) -> None:
    if not len(case.events):
        reasons = dict.fromkeys(f"{source.file}: {source.why}" for source in case.sources if source.why)
        raise UserError("No event was found.", " ".join(reasons))


def _has_screen() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window(files: list[Path]) -> int:
    gc.enable()  # the entry starts without it
    from widgets.main_window import open_window  # noqa: PLC0415  # late: the other commands need no Qt

    return open_window(None, files)
