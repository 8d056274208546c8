"""The JSON documents of the contract: events, findings and what the importer recognised."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.analysis.decisions import Decided, decided
from app.analysis.finding import Finding
from app.analysis.firmness import Firmness
from app.analysis.kinds import kinds
from app.case.dates import from_day_number
from app.case.event_table import NO_DUPLICATE, UNSCORED, CodeFrom, Event
from app.case.model import Case, RowKind, Source
from app.export.code_reasons import FROM, Json, Why, code_reasons, severity_in_all

EVENTS_SCHEMA = "lifelanes.events/1"
FINDINGS_SCHEMA = "lifelanes.findings/1"
INSPECT_SCHEMA = "lifelanes.inspect/1"

_READ = (RowKind.EVENT, RowKind.REJECTED, RowKind.NO_CONTACT)


def event_name(event_id: int) -> str:
    """How an event is called in documents: "e17"."""
    return f"e{event_id}"


Explain = Callable[[int], Sequence[Why]]
"""The reasons for the suggested codes of the event at a place."""


def events_document(case: Case, entries: Sequence[dict[str, Json]]) -> dict[str, Json]:
    """These entries of events (see ``event_entries``), with the sources they came from."""
    return {
        "schema": EVENTS_SCHEMA,
        "sources": [source_entry(source) for source in case.sources if not source.withdrawn],
        "children": [child.name for child in case.children],
        "events": entries,
    }


def event_entries(
    case: Case, places: Sequence[int], health: NDArray[np.bool_], explain: Explain
) -> list[dict[str, Json]]:
    """One entry for each of those places: its codes, where each came from, and for suggestions which words."""
    entries: list[dict[str, Json]] = []
    for place in places:
        event = case.events.event(place)
        why = explain(place) if event.markers or _is_suggested(event) else ()
        entries.append(event_entry(case, event, bool(health[place]), why))
    return entries


def inspect_document(sources: Sequence[Source]) -> dict[str, Json]:
    """What was recognised in each sheet, with how sure the importer is (0 to 1)."""
    return {
        "schema": INSPECT_SCHEMA,
        "sources": [{**source_entry(source), "confidence": round(source.confidence, 3)} for source in sources],
    }


def source_entry(source: Source) -> dict[str, Json]:
    """One sheet: its columns, how many rows it holds, how many are events, what was rejected and why."""
    columns: dict[str, Json] = {
        field: heading if isinstance(heading, str) else dict(heading) for field, heading in source.columns.items()
    }
    rejected: list[Json] = [
        {"row": row.number, "reason": row.reason, "cells": list(row.cells)}
        for row in source.rows
        if row.kind is RowKind.REJECTED
    ]
    return {
        "file": source.file,
        "sheet": source.sheet,
        "header_row": source.header_row,
        "columns": columns,
        "rows": sum(row.kind in _READ for row in source.rows),
        "events": sum(row.kind is RowKind.EVENT for row in source.rows),
        "why": source.why,
        "text_bytes": source.text_bytes,
        "notes": list(source.notes),
        "rejected": rejected,
    }


def event_entry(case: Case, event: Event, health: bool, why: Sequence[Why] = ()) -> dict[str, Json]:
    """One event with its codes, each with where it came from.

    ``health`` is whether it is about a child's health, ``why`` the reasons for what was suggested. ``reasons`` has an
    entry for every code; those beside the codes tell of the first of their kind.
    """
    source, names = case.sources[event.source], [child.name for child in case.children]
    keys = case.scheme.categories_in(event.categories)
    severity = max([event.severity, *event.severity_by_child.values()])
    entry_day = from_day_number(event.entry_day)
    return {
        "id": event_name(event.id),
        "file": source.file,
        "sheet": source.sheet,
        "row": event.row,
        "start": event.when.earliest.isoformat() if event.when.earliest else None,
        "end": event.when.latest.isoformat() if event.when.latest else None,
        "precision": event.when.precision.value,
        "time": event.when.time,
        "date_text": event.when.words,
        "entry_date": entry_day.isoformat() if entry_day else None,
        "agency": case.agency_name(event.agency) or None,
        "author": event.author,
        "subjects": [names[child] for child in event.subjects],
        "text": event.text,
        "response": event.response,
        "categories": list(keys),
        "categories_reason": _reason(event.categories_from, source, "category", why),
        "severity": None if severity == UNSCORED else severity,
        "severity_by_child": {names[child]: value for child, value in event.severity_by_child.items()},
        "severity_reason": _severity_reason(event, source, why),
        "levels": {names[child]: case.scheme.contract_rank(level) for child, level in event.levels.items()},
        "level_reason": _level_reason(event, source, why),
        "health": health,
        "markers": list(event.markers),
        "duplicate_of": None if event.duplicate_of == NO_DUPLICATE else event_name(event.duplicate_of),
        "reasons": code_reasons(case, event, health, why),
    }


def _is_suggested(event: Event) -> bool:
    codes = (event.severity_from, event.categories_from, *event.levels_from.values())
    return CodeFrom.LEXICON in codes


def _reason(code: CodeFrom, source: Source, field: str, why: Sequence[Why], by: str | None = None) -> Json:
    if code is CodeFrom.NOBODY:
        return None
    reason: dict[str, Json] = {"from": FROM[code]}
    found = next((item for item in why if item.field == field), None)
    if code is CodeFrom.LEXICON and found is not None:
        reason |= {"rule": found.rule, "words": found.words, "says": found.says}
    if code is CodeFrom.STATED and field in source.columns:
        heading = source.columns[field]
        reason["columns"] = [heading] if isinstance(heading, str) else [name for _part, name in heading]
    if by:
        reason["by"] = by
    return reason


def _severity_reason(event: Event, source: Source, why: Sequence[Why]) -> Json:
    told = _reason(event.severity_from, source, "severity", why, event.severity_by)
    first = next((item for item in why if item.field == "severity"), None)
    if first is None or not isinstance(told, dict) or "says" not in told:
        return told
    return {**told, "says": severity_in_all(why, first, event.severity)}


def _level_reason(event: Event, source: Source, why: Sequence[Why]) -> Json:
    froms = sorted(event.levels_from.values())
    return _reason(froms[-1], source, "level", why) if froms else None


def findings_document(
    case: Case, findings: Sequence[Finding], firm: Mapping[str, Firmness] | None = None
) -> dict[str, Json]:
    """Every finding with its dated moments, the events it rests on, its rule, and how firm it is where that is known.

    ``firm`` holds the firmness of findings by their id.
    """
    standing = decided(case, findings)
    return {
        "schema": FINDINGS_SCHEMA,
        "findings": [
            {
                **finding_entry(case, finding),
                "firmness": firmness_entry(firm.get(finding.id) if firm else None),
                "decision": decision_entry(standing.get(finding.id)),
            }
            for finding in findings
        ],
    }


def decision_entry(item: Decided | None) -> Json:
    """What a reviewer made of a finding: None where nobody has; ``rows_changed`` where its rows have since."""
    if item is None:
        return None
    made = item.decision
    return {
        "state": made.state.value,
        "by": made.by,
        "on": made.on,
        "reason": made.reason or None,
        "note": made.note or None,
        "rows_changed": item.changed,
    }


def finding_entry(case: Case, finding: Finding) -> dict[str, Json]:
    """One finding as the contract words it."""
    entry: dict[str, Json] = {
        "kind": finding.kind,
        "child": case.children[finding.child].name,
        "start": finding.start.isoformat(),
        "end": finding.end.isoformat(),
        **{moment: day.isoformat() for moment, day in finding.moments.items()},
    }
    if finding.falls:
        entry["step_downs"] = [day.isoformat() for day in finding.falls]
    if "relapse" in finding.moments:
        entry["days_to_relapse"] = finding.days
    return {
        **entry,
        "days": finding.days,
        "confirmed": finding.confirmed,
        "settled": finding.settled,
        "evidence": [event_name(event) for event in finding.evidence],
        "says": finding.says,
        "inexact_days": [
            {
                "day": day.day.isoformat(),
                "start": day.first.isoformat() if day.first else None,
                "end": day.last.isoformat() if day.last else None,
                "precision": day.precision.value,
            }
            for day in finding.inexact
        ],
        "rule": rule_entry(case, finding),
    }


def rule_entry(case: Case, finding: Finding) -> dict[str, Json]:
    """Why it was found: the rule, in a sentence, and the settings it used with the scheme they are from."""
    kind = kinds().get(finding.kind)
    return {
        "id": finding.kind,
        "says": kind.rule if kind else None,
        "settings": dict(finding.settings),
        "scheme": f"{case.scheme.name}, version {case.scheme.version}",  # not words: data
    }


def firmness_entry(item: Firmness | None) -> Json:
    """In how many of how many settings a finding holds, and those with which it does not; None where not tried."""
    if item is None:
        return None
    breaks: list[Json] = [dict(setting) for setting in item.breaks_with]
    return {"holds": item.holds, "of": item.of, "breaks_with": breaks}
