"""``lifelanes measures``: each child's measures as of a day, or as a series, for a person or for a program."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from app.analysis.measures import Days, days_between, last_day, measures_of
from app.case.dates import day_number, known_date, spoken
from app.case.model import Case
from app.cli_output import print_rows
from app.errors import UserError
from app.export.import_report import ReportSheet, save_sheets
from app.export.json_documents import Json
from app.export.measures import measure_rows, measure_sheets, measures_document
from app.language import tr

Every = Literal["day", "week"]


def measured_days(case: Case, first: date | None, last: date | None, every: Every | None) -> Days:
    """The day numbers that are measured: the last day asked for (None for the record's), or every day or week to it.

    Raises:
        UserError: when the case has no record, or the first day comes after the last.
    """
    end = last_day(case)
    if end is None:
        raise UserError(tr("No event was found, so there is nothing to measure."))
    upto = end if last is None else day_number(last)
    if every is None:
        return days_between(upto, upto)
    begin = int(case.events.day[~case.events.withdrawn].min()) if first is None else day_number(first)
    if begin > upto:
        raise UserError(tr("The first day comes after the last."), tr("Change --from, --to or --as-of."))
    return days_between(begin, upto, 7 if every == "week" else 1)


def measures_json(case: Case, children: Sequence[int], days: Days) -> dict[str, Json]:
    """The document of these children on these days."""
    return measures_document(case, [measures_of(case, child) for child in children], days)


def print_measures(case: Case, children: Sequence[int], days: Days) -> None:
    """Write a row for each child and day to standard output, as CSV."""
    sheet = measure_rows(case, [measures_of(case, child) for child in children], days)
    print_rows(sheet.headings, sheet.rows)


def save_measures(case: Case, children: Sequence[int], days: Days, path: Path) -> None:
    """Write the measures and the responses to an .xlsx workbook.

    Raises:
        UserError: when the name is no .xlsx, or it cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise UserError(tr("Measures can be written to an .xlsx, not to {file}.").format(file=path.name))
    save_sheets(measure_sheets(case, [measures_of(case, child) for child in children], days), path, case.marking)


def measure_lines(case: Case, children: Sequence[int], day: int) -> list[str]:
    """What a person reads: a heading, then each child's measures as of that day, one a line."""
    days = days_between(day, day)
    sheet: ReportSheet = measure_rows(case, [measures_of(case, child) for child in children], days)
    lines = [tr("As of {spoken}").format(spoken=spoken(known_date(day)))]
    for row in sheet.rows:
        lines.append(str(row[0]))
        told = list(zip(sheet.headings[2:], row[2:], strict=True))
        lines += [
            f"  {heading}: {value}" for heading, value in told if value != 0 or not heading.startswith("So far: ")
        ]
    return lines
