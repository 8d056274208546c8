"""How the command line prints: JSON, CSV, and lines for a person."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from app.case.event_table import UNSCORED
from app.case.model import Case, RowKind, Source
from app.export.json_documents import Json, event_entries
from app.language import tr
from app.reading import place_of


def print_json(document: Json) -> None:
    """Write a whole document to standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def entries_of(case: Case, places: Sequence[int], own: Path | None = None) -> list[dict[str, Json]]:
    """What the JSON document says of the events at those places; ``own`` is the lexicon by which they were coded,
    where it was not the shipped one.
    """
    if not len(places):
        return []
    from app.coding.coder import explainer, health_rows  # noqa: PLC0415 - only events need the lexicon
    from app.coding.own_lexicon import load_lexicon  # noqa: PLC0415 - as above

    lexicon = load_lexicon(own, case.scheme) if own else None
    return event_entries(case, places, health_rows(case, lexicon), explainer(case, lexicon))


def print_csv(entries: Sequence[Mapping[str, Json]]) -> None:
    """Write one line an event, the fields of the JSON document as columns; lists are joined by "; ".

    The reasons of every code stay in the JSON document.
    """
    rows = [{key: _flat(value) for key, value in entry.items() if key != "reasons"} for entry in entries]
    writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else ["id"])
    writer.writeheader()
    writer.writerows(rows)


def print_rows(headings: Sequence[str], rows: Sequence[Sequence[str | int | float | date | None]]) -> None:
    """Write a table to standard output as CSV, days as ISO text; nothing in it runs as a formula."""
    writer = csv.writer(sys.stdout)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([_flat(value.isoformat() if isinstance(value, date) else value) for value in row])


def _flat(value: Json) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # OWASP, CSV injection: blanks before the sign, tabs and line ends do not keep a program from working it out.
        may_run = value.lstrip()[:1] in ("=", "+", "-", "@") or value[:1] in ("\t", "\r", "\n")
        return f"'{value}" if may_run else value
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_flat(item)}" for key, item in value.items())
    return "; ".join(_flat(item) for item in value) if isinstance(value, Sequence) else str(value)


def event_line(case: Case, place: int) -> str:
    """One event in one line: date as written, agency, children, severity ("-" for unscored), words."""
    event = case.events.event(place)
    names = ", ".join(case.children[child].name for child in event.subjects) or "-"
    severity = "-" if event.severity == UNSCORED else str(event.severity)
    agency = case.agency_name(event.agency) or "-"
    return f"{event.when.words}  {agency}  {names}  {severity}  {' '.join(event.text.split())}"


def source_words(source: Source) -> str:
    """What was recognised in one sheet, in lines."""
    if source.why:
        return tr("{place_of}: no chronology. {why}").format(place_of=place_of(source), why=source.why)
    counts = {kind: sum(row.kind is kind for row in source.rows) for kind in (RowKind.EVENT, RowKind.REJECTED)}
    lines = [
        tr(
            "{place_of}: headings in row {header_row}, {counts} events, {counts_2} rejected "
            "(confidence {confidence:.2f})"
        ).format(
            place_of=place_of(source),
            header_row=source.header_row,
            counts=counts[RowKind.EVENT],
            counts_2=counts[RowKind.REJECTED],
            confidence=source.confidence,
        )
    ]
    for field, heading in source.columns.items():
        told = heading if isinstance(heading, str) else ", ".join(name for _part, name in heading)
        lines.append(f"  {field}: {told}")
    lines += [
        tr("  row {number} rejected: {reason}").format(number=row.number, reason=row.reason)
        for row in source.rows
        if row.kind is RowKind.REJECTED
    ]
    return "\n".join(lines)
