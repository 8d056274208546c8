"""The time under review, and the time that each agency's return covers."""

from dataclasses import replace
from datetime import date

from app.case.model import Case, Changes, Edit, Period
from app.errors import UserError
from app.language import tr


def set_scope(first: date | None, last: date | None) -> Edit:
    """Set the time under review: its first and last day, both inclusive; None for a bound that is open.

    Raises:
        UserError: when the first day comes after the last.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        scope = _period(first, last)
        return (case, Changes()) if scope == case.scope else (replace(case, scope=scope), Changes(scope=True))

    return edit


def set_period(source_id: int, first: date | None, last: date | None) -> Edit:
    """Say which time a source covers, both days inclusive; without any day, that nobody said.

    A bound that is left open is that of the source's own rows.

    Raises:
        UserError: for an unknown source, or a first day after the last.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        if not 0 <= source_id < len(case.sources):
            raise UserError(tr("The case has no source {source}.").format(source=source_id))
        period = _period(first, last) if first or last else None
        if case.sources[source_id].period == period:
            return case, Changes()
        sources = list(case.sources)
        sources[source_id] = replace(sources[source_id], period=period)
        return replace(case, sources=tuple(sources)), Changes(sources=frozenset({source_id}))

    return edit


def _period(first: date | None, last: date | None) -> Period:
    if first and last and first > last:
        raise UserError(tr("The first day comes after the last."), tr("Change one of them."))
    return Period(first, last)
