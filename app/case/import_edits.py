"""Taking in what files brought."""

from dataclasses import replace

import numpy as np

from app.case.checks import must_be_sound
from app.case.event_table import NO_DUPLICATE, EventTable
from app.case.id_spans import IdSpan
from app.case.model import Adult, Case, Changes, Child, Edit, ImportBatch
from app.case.who_is_who import about_these, as_decided, plain
from app.errors import UserError
from app.language import tr


def add_batch(batch: ImportBatch) -> Edit:
    """Add what some files brought. Its events get numbers after the highest that the case has.

    ``duplicate_of`` in the batch refers to the batch's own event ids. A child that the case already
    had keeps what the case knows and gains aliases, birth date, sex and times away where it had none.

    Raises:
        UserError: when the case changed since the files were read, or the batch does not hold together.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        _must_follow(batch, case)
        children = _children_with(case.children, batch.children)
        adults = _adults_with(case.adults, batch.known_adults) + batch.adults
        after = replace(
            case,
            marking=case.marking or batch.marking,
            unread=_unread(case, batch),
            children=children,
            adults=adults,
            agencies=case.agencies + batch.agencies,
            sources=case.sources + batch.sources,
            events=case.events.widened(len(children)).joined(_numbered_after(case.events, batch.events)),
        )
        after = _as_decided_before(case, after)
        must_be_sound(after, tr("These files cannot be added: {problem}"))
        first = _first_new(case.events)
        changes = Changes(
            events=IdSpan(range(first, first + len(batch.events))),
            all_events=len(batch.events) > 0,
            people=children != case.children or adults != case.adults,
            agencies=bool(batch.agencies),
            sources=frozenset(source.id for source in batch.sources),
            name=after.marking != case.marking,
            unread=after.unread != case.unread,
        )
        return (after, changes) if changes != Changes() else (case, changes)

    return edit


def _as_decided_before(case: Case, after: Case) -> Case:
    """The rows that came, about whom it was decided before that such words mean. Earlier rows stay as they are."""
    if not case.who_is_who:
        return after
    subjects = as_decided(after, {plain(decision.words) for decision in case.who_is_who})
    earlier = np.isin(after.events.id, case.events.id)
    return about_these(after, np.where(earlier[:, None], after.events.subjects, subjects))[0]


def _unread(case: Case, batch: ImportBatch) -> tuple[str, ...]:
    """What is told of files that could not be read; a file that is read now is no longer among them."""
    read = {source.file for source in batch.sources}
    told = [words for words in case.unread if not any(words.startswith((f"{file} ", f"{file},")) for file in read)]
    return tuple(dict.fromkeys((*told, *batch.problems)))


def _must_follow(batch: ImportBatch, case: Case) -> None:
    counts = (len(case.children), len(case.adults), len(case.agencies), len(case.sources))
    names = [child.name for child in case.children]
    if batch.before != counts or [child.name for child in batch.children[: len(names)]] != names:
        raise UserError(tr("The case has changed since these files were read."), tr("Import them again."))


def _children_with(known: tuple[Child, ...], brought: tuple[Child, ...]) -> tuple[Child, ...]:
    merged = [
        replace(
            mine,
            aliases=tuple(dict.fromkeys(mine.aliases + theirs.aliases)),
            born=mine.born or theirs.born,
            sex=mine.sex or theirs.sex,
            away=mine.away or theirs.away,
        )
        for mine, theirs in zip(known, brought, strict=False)
    ]
    return (*merged, *brought[len(known) :])


def _adults_with(known: tuple[Adult, ...], brought: tuple[Adult, ...]) -> tuple[Adult, ...]:
    """The adults of the case with what else the files call them."""
    called = {adult.id: adult.aliases for adult in brought}
    return tuple(
        replace(adult, aliases=tuple(dict.fromkeys(adult.aliases + called.get(adult.id, ())))) for adult in known
    )


def _first_new(known: EventTable) -> int:
    return int(known.id.max()) + 1 if len(known) else 0


def _numbered_after(known: EventTable, brought: EventTable) -> EventTable:
    first = _first_new(known)
    twins = np.where(brought.duplicate_of == NO_DUPLICATE, NO_DUPLICATE, brought.duplicate_of + first)
    return replace(brought, id=(brought.id + first).astype(np.int32), duplicate_of=twins.astype(np.int32))
