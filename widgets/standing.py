"""What the window is looking at, in the words of its commands and of its status bar."""

from app.case.event_table import EventTable
from app.case.model import Case, RowKind
from app.case.sheet_rows import count_of
from app.language import trn
from widgets.case_bridge import CaseBridge
from widgets.commands import Standing
from widgets.jobs import Jobs
from widgets.parts.wording import records_in_words, rejected_in_words


def standing_of(bridge: CaseBridge, jobs: Jobs) -> Standing:
    """What decides which commands make sense now."""
    session, case = bridge.session, bridge.case
    return Standing(
        has_records=len(case.events) > 0,
        has_sources=bool(case.sources),
        has_findings=bool(bridge.findings),
        event_chosen=bridge.looking.event is not None,
        can_undo=session.can_undo,
        can_redo=session.can_redo,
        undo_label=session.undo_label,
        redo_label=session.redo_label,
        busy=jobs.busy,
        finding_chosen=bridge.finding(bridge.looking.finding) is not None,
        seen=bridge.seen is not None,
        filtered=not bridge.looking.filter.empty,
    )


def counts_in_words(case: Case) -> str:
    """ "288 records, 4 children, 3 rejected rows, 12 records with a suggested severity"."""
    shown = case.events
    records = int((~shown.withdrawn).sum())
    rejected = sum(count_of(source.rows, RowKind.REJECTED) for source in case.sources if not source.withdrawn)
    parts = [
        records_in_words(records),
        trn("{count:,} child", "{count:,} children", len(case.children)).format(count=len(case.children)),
        rejected_in_words(rejected),
    ]
    waiting = _suggested(shown)
    if waiting:
        suggested = trn(
            "{count:,} record with a suggested severity", "{count:,} records with a suggested severity", waiting
        )
        parts.append(suggested.format(count=waiting))
    return ", ".join(parts)


def _suggested(events: EventTable) -> int:
    return int((events.suggested & ~events.withdrawn).sum())
