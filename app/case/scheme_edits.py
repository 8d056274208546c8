"""Going over to another scheme: the levels, categories and thresholds by which a case is coded and read."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.case.event_table import UNSCORED, EventTable
from app.case.model import Case, Changes, Edit
from app.case.scheme import Scheme
from app.errors import UserError
from app.language import tr


def set_scheme(scheme: Scheme) -> Edit:
    """Use this scheme for the case. Categories keep their keys, severities their ranks; levels are carried over.

    A level goes to the one that lists its name or label among its words, or else to the lowest that other programs
    are told under the same rank.

    Raises:
        UserError: when the case has a category, a severity or a level for which the scheme has no place.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        if scheme == case.scheme:
            return case, Changes()
        events = case.events
        _must_have_room(case, scheme)
        columns: dict[str, NDArray[np.generic]] = {
            "categories": _categories(events, case.scheme, scheme),
            "level": _levels(events, case.scheme, scheme),
        }
        changed = {
            name: column for name, column in columns.items() if not np.array_equal(column, getattr(events, name))
        }
        after = replace(case, scheme=scheme, events=events.recoded(changed) if changed else events)
        touched = np.zeros(len(events), np.bool_)
        for name, column in changed.items():
            differs = column != getattr(events, name)
            touched |= differs if differs.ndim == 1 else differs.any(axis=1)
        return after, Changes(events=frozenset(events.id[touched].tolist()), scheme=True)

    return edit


def ranks_in(before: Scheme, after: Scheme) -> tuple[int | None, ...]:
    """The level of ``after`` (a rank) that each level of ``before`` becomes; None where there is no place for it."""
    by_word = {word.lower(): level.rank for level in after.levels for word in (level.name, level.label, *level.words)}
    lowest: dict[int, int] = {}
    for level in after.levels:
        lowest.setdefault(after.contract_rank(level.rank), level.rank)
    return tuple(
        next(
            (by_word[word.lower()] for word in (level.name, level.label) if word.lower() in by_word),
            lowest.get(before.contract_rank(level.rank)),
        )
        for level in before.levels
    )


def _must_have_room(case: Case, scheme: Scheme) -> None:
    events = case.events
    used = np.bitwise_or.reduce(events.categories) if len(events) else 0
    missing = [key for key in case.scheme.categories_in(int(used)) if key not in scheme.category_bits]
    if missing:
        names = ", ".join(case.scheme.category_names[key] for key in missing)
        raise UserError(
            tr('The scheme "{scheme}" has no category for: {names}.').format(scheme=scheme.name, names=names),
            tr("Code those records otherwise first."),
        )
    highest = max(int(events.severity.max(initial=UNSCORED)), int(events.child_severity.max(initial=UNSCORED)))
    if highest >= len(scheme.severity):
        raise UserError(
            tr('The scheme "{scheme}" has no severity {highest}, which a record has.').format(
                scheme=scheme.name, highest=highest
            )
        )
    heirs = ranks_in(case.scheme, scheme)
    stated: list[int] = np.unique(events.level[events.level >= 0]).tolist()
    lost = [rank for rank in stated if heirs[rank] is None]
    if lost:
        raise UserError(
            tr('The scheme "{scheme}" has no place for: {levels}.').format(
                scheme=scheme.name, levels=case.scheme.levels[lost[0]].name
            )
        )


def _categories(events: EventTable, before: Scheme, after: Scheme) -> NDArray[np.int64]:
    column = np.zeros(len(events), np.int64)
    for key, bit in before.category_bits.items():
        if key in after.category_bits:
            column[(events.categories & bit) != 0] |= after.category_bits[key]
    return column


def _levels(events: EventTable, before: Scheme, after: Scheme) -> NDArray[np.int8]:
    # The last place is that of UNSCORED, which is -1.
    heirs = np.array([UNSCORED if rank is None else rank for rank in ranks_in(before, after)] + [UNSCORED], np.int8)
    column: NDArray[np.int8] = heirs[events.level]
    return column
