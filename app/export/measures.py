"""Measures of each child as of a day, or as a series of days: as data, as rows of a table, and as a workbook.

What is not recorded is told as such: null in JSON, "none recorded" where a person reads.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.analysis.measures import LONG, NONE, SHORT, DayMeasures, Days, Measures
from app.case.dates import known_date
from app.case.model import Case
from app.export.import_report import ReportSheet, Value
from app.export.json_documents import Json, event_name
from app.language import tr

MEASURES_SCHEMA = "lifelanes.measures/1"
NONE_RECORDED = tr("none recorded")
NO_CONCERN = tr("no such concern")
NOT_SCORED = tr("nothing scored")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its key in data, its heading for a person, its values, and the words for NONE among them.

    The heading may name the rank from which a response is looked for as ``{severity}``.
    """

    key: str
    heading: str
    values: Callable[[DayMeasures], NDArray[np.signedinteger]]
    none: str = ""

    def heading_for(self, case: Case) -> str:
        """The heading under that case's scheme."""
        return self.heading.format(severity=case.scheme.rules.unanswered_concern.severity)


_CONCERNS, _WORST = tr("Concerns in {days} days"), tr("Highest severity in {days} days")
_SEEN = tr("Contacts with the child seen in {days} days")

MEASURES: tuple[Measure, ...] = (
    Measure(f"concerns_{SHORT}_days", _CONCERNS.format(days=SHORT), lambda at: at.concerns_short),
    Measure(f"concerns_{LONG}_days", _CONCERNS.format(days=LONG), lambda at: at.concerns_long),
    Measure(f"worst_{SHORT}_days", _WORST.format(days=SHORT), lambda at: at.worst_short, NOT_SCORED),
    Measure(f"worst_{LONG}_days", _WORST.format(days=LONG), lambda at: at.worst_long, NOT_SCORED),
    Measure(f"seen_{LONG}_days", _SEEN.format(days=LONG), lambda at: at.seen_long),
    Measure("days_since_seen", tr("Days since the child was seen"), lambda at: at.since_seen, NONE_RECORDED),
    Measure("missed_in_a_row", tr("Missed appointments in a row"), lambda at: at.missed_run),
    Measure("concerns_answered", tr("Concerns at {severity}+ with a response"), lambda at: at.answered),
    Measure("concerns_unanswered", tr("Concerns at {severity}+ without one"), lambda at: at.unanswered),
    Measure("longest_days_to_response", tr("Longest days to a response"), lambda at: at.longest_answer, NONE_RECORDED),
    Measure("latest_days_to_response", tr("Days from the last to its response"), lambda at: at.last_answer,
            NONE_RECORDED),
)  # fmt: skip
"""Every measure, in the order in which tables and documents show them."""


def measures_document(case: Case, measures: Sequence[Measures], days: Days) -> dict[str, Json]:
    """The measures of these children on these days (day numbers): one entry a child and day, by child.

    The concerns that the response measures speak of are listed with each child, up to the last of the days.
    """
    entries: list[Json] = []
    for item in measures:
        at = item.at(days)
        entries += [_entry(case, item, at, number) for number in range(len(days))]
    return {
        "schema": MEASURES_SCHEMA,
        "scheme": f"{case.scheme.name}, version {case.scheme.version}",  # not words: data
        "response_from_severity": case.scheme.rules.unanswered_concern.severity,
        "children": [child.name for child in case.children],
        "measures": entries,
        "responses": [
            entry for item in measures for entry in _responses(case, item, int(days[-1]) if len(days) else 0)
        ],
    }


def _entry(case: Case, item: Measures, at: DayMeasures, number: int) -> Json:
    told: dict[str, Json] = {
        "child": case.children[item.child].name,
        "day": known_date(int(at.day[number])).isoformat(),
    }
    for measure in MEASURES:
        value = int(measure.values(at)[number])
        told[measure.key] = None if measure.none and value == NONE else value
    told["by_category"] = dict(zip(case.scheme.category_bits, at.by_category[number].tolist(), strict=True))
    return told


def _responses(case: Case, item: Measures, until: int) -> Iterator[dict[str, Json]]:
    answers = item.answers
    for event, day, severity, days in zip(
        answers.event.tolist(), answers.day.tolist(), answers.severity.tolist(), answers.days.tolist(), strict=True
    ):
        if day <= until:
            known = days != NONE and day + days <= until
            yield {
                "child": case.children[item.child].name,
                "event": event_name(event),
                "day": known_date(day).isoformat(),
                "severity": severity,
                "days_to_response": days if known else None,
            }


def measure_rows(case: Case, measures: Sequence[Measures], days: Days) -> ReportSheet:
    """A table: a row for each child and day, a column for each measure and then for each category."""
    names = [tr(category.name) for category in case.scheme.categories]  # from resources
    rows: list[tuple[Value, ...]] = []
    for item in measures:
        at = item.at(days)
        for number in range(len(days)):
            values = tuple(_told(measure, at, number) for measure in MEASURES)
            rows.append(
                (
                    case.children[item.child].name,
                    known_date(int(at.day[number])),
                    *values,
                    *at.by_category[number].tolist(),
                )
            )
    headings = (
        tr("Child"),
        tr("Day"),
        *(measure.heading_for(case) for measure in MEASURES),
        *(tr("So far: {name}").format(name=name) for name in names),
    )
    return ReportSheet(tr("Measures"), headings, tuple(rows))


def _told(measure: Measure, at: DayMeasures, number: int) -> Value:
    value = int(measure.values(at)[number])
    if not measure.none or value != NONE:
        return value
    if measure.none == NONE_RECORDED and measure.key.endswith("response"):
        return NONE_RECORDED if int(at.answered[number] + at.unanswered[number]) else NO_CONCERN
    return measure.none


def response_rows(case: Case, measures: Sequence[Measures], until: int) -> ReportSheet:
    """A table of every concern at the rule's severity up to a day, with the days to a response recorded by then."""
    rows: list[tuple[Value, ...]] = []
    for item in measures:
        for told in _responses(case, item, until):
            place = case.events.position(int(str(told["event"])[1:]))
            days = told["days_to_response"]
            rows.append(
                (
                    str(told["child"]),
                    known_date(int(case.events.day[place])),
                    int(str(told["severity"])),
                    NONE_RECORDED if days is None else int(str(days)),
                    case.agency_name(int(case.events.agency[place])),
                    case.sources[int(case.events.source[place])].file,
                    int(case.events.row[place]),
                )
            )
    headings = (
        tr("Child"),
        tr("Concern on"),
        tr("Severity"),
        tr("Days to a response"),
        tr("Agency"),
        tr("File"),
        tr("Row"),
    )
    return ReportSheet(tr("Responses"), headings, tuple(rows))


def measure_sheets(case: Case, measures: Sequence[Measures], days: Days) -> tuple[ReportSheet, ...]:
    """The sheets that a workbook of measures holds, or that a report takes in."""
    return (measure_rows(case, measures, days), response_rows(case, measures, int(days[-1])))


def turned(sheet: ReportSheet) -> ReportSheet:
    """The measures of one day with a row for each measure and a column for each child, as a page shows them."""
    rows = [(heading, *(row[place] for row in sheet.rows)) for place, heading in enumerate(sheet.headings)]
    return ReportSheet(sheet.title, (tr("Measure"), *(str(row[0]) for row in sheet.rows)), tuple(rows[2:]))
