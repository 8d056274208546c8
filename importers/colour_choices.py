"""What a person said that the colours of a sheet's rows stand for, carried into what the sheet adds to a case."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from app.case.event_table import CodeFrom
from app.case.model import Agency, Case, ImportBatch, Source
from importers.agencies import agency_named
from importers.scales import Scale


def owned_by_colour(
    batch: ImportBatch, case: Case, source: Source, rows: Mapping[int, str], meanings: Mapping[str, str]
) -> ImportBatch:
    """The batch with the agency of each of a sheet's events by the colour of its row; a plain row keeps its own.

    ``rows`` maps a row (as numbered) to its colour, ``meanings`` a colour to the agency's name.
    """
    names = [agency.name for agency in (*case.agencies, *batch.agencies)]
    known = {name.casefold(): place for place, name in enumerate(names)}
    ids: dict[str, int] = {}
    for colour, words in meanings.items():
        name = agency_named(words) or words.strip()
        if name:
            ids[colour] = known.setdefault(name.casefold(), len(names))
            names += [name] * (ids[colour] == len(names))
    first = len(case.agencies)
    agencies = tuple(Agency(first + place, name) for place, name in enumerate(names[first:]))
    column = batch.events.agency.copy()
    for place in np.flatnonzero(batch.events.source == source.id).tolist():
        colour = rows.get(int(batch.events.row[place]), "")
        if colour in ids:
            column[place] = ids[colour]
    return replace(batch, agencies=agencies, events=replace(batch.events, agency=column))


def scored_by_colour(
    batch: ImportBatch, source: Source, rows: Mapping[int, str], meanings: Mapping[str, str], scale: Scale
) -> ImportBatch:
    """The batch with the severity of each of a sheet's events by the colour of its row, on a scale a person named.

    ``rows`` maps a row (as numbered) to its colour, ``meanings`` a colour to a step of the scale.
    """
    severity, origin = batch.events.severity.copy(), batch.events.severity_from.copy()
    for place in np.flatnonzero(batch.events.source == source.id).tolist():
        found = scale.severity(meanings.get(rows.get(int(batch.events.row[place]), ""), ""))
        if found is not None:
            severity[place], origin[place] = found, CodeFrom.STATED
    return replace(batch, events=batch.events.recoded({"severity": severity, "severity_from": origin}))
