"""The commands that tell what was read in words, JSON or a table: inspect, events, findings and measures."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from app.analysis.findings import find_all
from app.analysis.firmness import firmness_of
from app.analysis.measures import days_between
from app.case.model import Case, ImportBatch
from app.case.scheme import default_scheme
from app.cli_measures import Every, measure_lines, measured_days, measures_json, print_measures, save_measures
from app.cli_output import entries_of, event_line, print_csv, print_json, source_words
from app.cli_seen import told_as_seen
from app.cli_values import Day, said
from app.cli_wishes import DATES, FILES, JSON, PASSWORDS, Order, Wish, must_hold_events, wishes
from app.errors import UserError
from app.export.json_documents import Json, events_document, findings_document, inspect_document
from app.language import tr


@said
@click.command("inspect")
@FILES
@DATES
@PASSWORDS
@JSON
@click.pass_context
def inspect_command(
    context: click.Context, files: tuple[Path, ...], dates: Order, password_file: Path | None, as_json: bool
) -> None:
    """Tell what the importer recognises, sheet by sheet, or why a sheet is no chronology."""
    batch = _recognise(files, dates, password_file)
    if as_json:
        print_json(inspect_document(batch.sources))
    for source in () if as_json else batch.sources:
        click.echo(source_words(source))
    for line in (*batch.problems, *(tr("Note: {note}").format(note=note) for note in batch.notes)):
        click.echo(line, err=True)
    context.exit(0 if batch.sources else 1)


@said
@click.command("events")
@wishes
@JSON
@click.option("--csv", "as_csv", is_flag=True, help=tr("print one line an event"))
def events_command(as_json: bool, as_csv: bool, **wish: object) -> None:
    """Print every event, with its codes and where each came from."""
    if as_json and as_csv:
        raise click.UsageError(tr("Choose --json or --csv, not both."))
    wanted = Wish(**wish)  # pyright: ignore[reportArgumentType]  # click has checked each of them
    with _whole_document(as_json, lambda: events_document(Case(default_scheme()), [])):
        case = wanted.case()
        places = wanted.places(case)
    if as_json:
        _print_json(wanted, case, events_document(case, entries_of(case, places, wanted.lexicon)))
    elif as_csv:
        print_csv(entries_of(case, places, wanted.lexicon))
    else:
        for place in places:
            click.echo(event_line(case, place))
    must_hold_events(case)


@said
@click.command("findings")
@wishes
@JSON
@click.option(
    "--firmness/--no-firmness", default=True, help=tr("with --json, try each finding under other settings too")
)
def findings_command(as_json: bool, firmness: bool, **wish: object) -> None:
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
        _print_json(wanted, case, findings_document(case, found, firmness_of(case, found) if firmness else None))
    else:
        for line in [finding.says for finding in found] or [tr("No finding in this chronology.")]:
            click.echo(line)
    must_hold_events(case)


@said
@click.command("measures")
@wishes
@JSON
@click.option("--csv", "as_csv", is_flag=True, help=tr("print one line a child and day"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help=tr("write a workbook, an .xlsx"))
@click.option("--as-of", type=Day(), help=tr("the day that is measured; the last of the record unless given"))
@click.option(
    "--every", type=click.Choice(["day", "week"]), help=tr("measure every day, or week, from --from up to it")
)
def measures_command(
    as_json: bool, as_csv: bool, output: Path | None, as_of: date | None, every: Every | None, **wish: object
) -> None:
    """Print each child's measures: concerns, highest severity, contacts, missed appointments, days to a response."""
    if sum((as_json, as_csv, output is not None)) > 1:
        raise click.UsageError(tr("Choose one of --json, --csv and --output."))
    wanted = Wish(**wish)  # pyright: ignore[reportArgumentType]  # click has checked each of them
    with _whole_document(as_json, lambda: measures_json(Case(default_scheme()), (), days_between(0, 0))):
        case = wanted.case()
        children = wanted.chosen(case)
        days = measured_days(case, wanted.since, as_of or wanted.until, every)
    about = range(len(case.children)) if children is None else children
    if as_json:
        _print_json(wanted, case, measures_json(case, about, days))
    elif output is not None:
        save_measures(case, about, days, output)
        click.echo(tr("Written to {output}.").format(output=output), err=True)
    elif as_csv or every is not None:
        print_measures(case, about, days)
    else:
        for line in measure_lines(case, about, int(days[-1])):
            click.echo(line)


def _recognise(files: Sequence[Path], dates: Order, password_file: Path | None) -> ImportBatch:
    from app.intake import recognise  # noqa: PLC0415  # late: as above

    return recognise(files, dates, password_file)


@contextmanager
def _whole_document(as_json: bool, empty: Callable[[], Json]) -> Generator[None]:
    """Where nothing can be read, JSON is still a whole document before the error is told."""
    try:
        yield
    except UserError:
        if as_json:
            print_json(empty())
        raise


def _print_json(wanted: Wish, case: Case, document: dict[str, Json]) -> None:
    """Print a document of that case, saying as whom it was seen where it was."""
    print_json(told_as_seen(document, case, wanted.known_to, wanted.on))
