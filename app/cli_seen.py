"""The case that a command works on: all of it, or as some agencies could have seen it on a day."""

from datetime import date
from pathlib import Path

import click

from app.analysis.knowledge import agencies_named, seen_as
from app.case.model import Case
from app.coding.own_lexicon import load_lexicon
from app.coding.own_rows import codes_in_view
from app.export.json_documents import Json
from app.language import trn
from app.reading import Reading


def seen_case(reading: Reading, known_to: str, on: date, lexicon: Path | None = None) -> Case:
    """The case as these agencies (names, parted by commas) could have seen it on that day, coded from what it holds.

    What the reading has to tell is counted and not told: it names rows of other agencies.

    Raises:
        UserError: for an agency that the case does not have.
    """
    own = load_lexicon(lexicon, reading.case.scheme) if lexicon else None
    seen = seen_as(reading.case, agencies_named(reading.case, known_to.split(",")), on)
    seen = seen.coded(codes_in_view(reading.case, own))
    click.echo(f"{seen.says}.", err=True)
    if reading.told:
        words = trn(
            "{count} note on reading the files not shown in this view.",
            "{count} notes on reading the files not shown in this view.",
            len(reading.told),
        )
        click.echo(words.format(count=len(reading.told)), err=True)
    return seen.case


def told_as_seen(document: dict[str, Json], case: Case, known_to: str | None, on: date | None) -> dict[str, Json]:
    """The document, saying as whom and on which day the case was seen where it was."""
    if known_to is None or on is None:
        return document
    asked = {name.strip().casefold() for name in known_to.split(",")}
    names = [agency.name for agency in case.agencies if agency.name.casefold() in asked]
    return {**document, "as_known_to": names, "on": on.isoformat()}
