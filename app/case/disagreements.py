"""Where two reviewers of copies of a case differ: what each said as a value, and how a decision is carried out.

Values are kept as JSON with the names of children, so that they can be read when people have been renamed or joined.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import msgspec

from app.case.code_edits import Reviewer, set_categories, set_level, set_severity, set_subjects
from app.case.dates import ChronologyDate
from app.case.duplicate_edits import accept_duplicate, reject_duplicate
from app.case.edit_parts import places_of, recoded
from app.case.event_table import UNSCORED
from app.case.kept_values import PUT as KEPT
from app.case.model import Case, Changes, Child, Disagreement, Edit, FindingDecision, Period, Settled
from app.case.people_edits import change_child
from app.case.row_edits import correct_event
from app.case.scope_edits import set_scope
from app.case.who_is_who import plain, reassign
from app.errors import UserError
from app.language import tr

SeverityValue = tuple[int | None, dict[str, int]]
"""A row's severity (None unscored), and that of each child for whom it differs."""

DuplicateValue = tuple[int, int, bool]
"""The kept event, its twin, and whether they are one event."""

NOTHING = "null"
"""The value of what is not there."""


def as_json(value: object) -> str:
    """A value as it is kept."""
    return msgspec.json.encode(value, order="sorted").decode()


def value_of(case: Case, event: int, field: str, about: str = "") -> str:
    """What an event says in a field now, as it is kept; a level is that of the child called ``about``.

    Raises:
        KeyError: for an unknown event, field or child.
    """
    told = case.event(event)
    names = [child.name for child in case.children]
    if field == "severity":
        own = {names[child]: rank for child, rank in told.severity_by_child.items()}
        return as_json((None if told.severity == UNSCORED else told.severity, own))
    if field == "categories":
        return as_json(sorted(case.scheme.categories_in(told.categories)))
    if field == "level":
        return as_json(told.levels.get(case.child_named(about).id))
    if field == "subjects":
        return as_json(sorted(names[child] for child in told.subjects))
    said: Mapping[str, object] = {
        "withdrawn": told.withdrawn,
        "date": told.when,
        "text": told.text,
        "response": told.response,
        "author": told.author,
        "agency": case.agency_name(told.agency),
    }
    return as_json(said[field])


def child_called(case: Case, name: str) -> int:
    """The child (id) of that name, or with that alias.

    Raises:
        UserError: when the case has none.
    """
    for child in case.children:
        if child.name == name:
            return child.id
    for child in case.children:
        if plain(name) in {plain(word) for word in (child.name, *child.aliases)}:
            return child.id
    raise UserError(
        tr("The case no longer has a child called {name}.").format(name=name), tr("Leave the record as it is.")
    )


def waiting(case: Case) -> tuple[int, ...]:
    """The places in ``Case.disagreements`` of those that nobody has decided yet."""
    return tuple(place for place, item in enumerate(case.disagreements) if item.settled is Settled.WAITING)


def to_decide(case: Case) -> tuple[int, ...]:
    """The places of all that wait or waited for a decision; those that settled themselves are left out."""
    return tuple(place for place, item in enumerate(case.disagreements) if item.settled is not Settled.LATER)


def settle(place: int, choice: Settled, by: Reviewer, on: str, own: str = "") -> Edit:
    """Decide a disagreement: take my value, theirs, or one's ``own`` (JSON); WAITING takes a decision back.

    Both values stay in the record. A value keeps the name of who gave it; an own one has the name of who decides.

    Raises:
        UserError: for an unknown disagreement, or a value that no longer fits the case.
    """

    def edit(case: Case) -> tuple[Case, Changes]:
        if not 0 <= place < len(case.disagreements):
            raise UserError(tr("The case has no disagreement {place}.").format(place=place))
        item = case.disagreements[place]
        if item.settled is choice and item.own == own:
            return case, Changes()
        value, giver = _chosen(item, choice, own, by)
        after, changes = carry_out(case, item, value, Reviewer(giver or by.name))
        kept = own if choice is Settled.OWN else ""
        decided = choice is not Settled.WAITING
        settled = replace(item, settled=choice, own=kept, by=by.name if decided else "", on=on if decided else "")
        all_of_them = list(after.disagreements)
        all_of_them[place] = settled
        return replace(after, disagreements=tuple(all_of_them)), changes | Changes(disagreements=True)

    return edit


def _chosen(item: Disagreement, choice: Settled, own: str, by: Reviewer) -> tuple[str, str]:
    if choice is Settled.THEIRS:
        return item.theirs, item.theirs_by
    return (own, by.name) if choice is Settled.OWN else (item.mine, item.mine_by)


def carry_out(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
    """The case with that value of a disagreement in force.

    Raises:
        UserError: for a value that does not fit the case.
    """
    try:
        if item.field in KEPT:
            return KEPT[item.field](case, item, value)
        return _PUT[item.field](case, item, value, giver)
    except msgspec.MsgspecError as error:
        raise UserError(tr("This value cannot be taken: it does not fit its field.")) from error


def _event(item: Disagreement) -> int:
    if item.event is None:
        raise UserError(tr("This disagreement names no record."))
    return item.event


def _severity(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
    event = _event(item)
    rank, own = msgspec.json.decode(value, type=SeverityValue)
    after, changes = set_severity((event,), rank, giver)(case)
    for name, child_rank in own.items():
        child = child_called(case, name)
        if after.events.subjects[after.events.position(event), child]:
            after, more = set_severity((event,), child_rank, giver, child)(after)
            changes |= more
    return after, changes


def _categories(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
    return set_categories((_event(item),), msgspec.json.decode(value, type=list[str]), giver)(case)


def _level(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
    child = child_called(case, item.about)
    return set_level((_event(item),), child, msgspec.json.decode(value, type=int | None), giver)(case)


def _subjects(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
    children = {child_called(case, name) for name in msgspec.json.decode(value, type=list[str])}
    return set_subjects((_event(item),), children, giver)(case)


def _withdrawn(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    return _with_withdrawn(case, (_event(item),), msgspec.json.decode(value, type=bool))


def _with_withdrawn(case: Case, events: Sequence[int], withdrawn: bool) -> tuple[Case, Changes]:
    places = places_of(case, events)
    sources: set[int] = set(case.events.source[places].tolist())
    if not withdrawn and any(case.sources[source].withdrawn for source in sources):
        raise UserError(tr("The file of this record is withdrawn."), tr("Restore the file first."))
    column = case.events.withdrawn.copy()
    column[places] = withdrawn
    return recoded(case, {"withdrawn": column})


def _date(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
    return correct_event(_event(item), giver, when=msgspec.json.decode(value, type=ChronologyDate))(case)


def _words(field: str) -> Callable[[Case, Disagreement, str, Reviewer], tuple[Case, Changes]]:
    def put(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
        words = msgspec.json.decode(value, type=str | None) or ""
        event = _event(item)
        if field == "text":
            return correct_event(event, giver, text=words)(case)
        if field == "agency":
            return correct_event(event, giver, agency=words)(case)
        if field == "author":
            return correct_event(event, giver, author=words)(case)
        return correct_event(event, giver, response=words)(case)

    return put


def _duplicate(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    if value == NOTHING:
        return case, Changes()
    kept, twin, accepted = msgspec.json.decode(value, type=DuplicateValue)
    if accepted:
        first = int(case.events.duplicate_of[case.events.position(twin)])
        if first == kept:
            return reject_then_accept(case, kept, twin, giver)
        return accept_duplicate(kept, twin, giver)(case)
    return reject_duplicate(kept, twin, giver)(case)


def reject_then_accept(case: Case, kept: int, twin: int, giver: Reviewer) -> tuple[Case, Changes]:
    """The case with two events taken for one by that reviewer, also where they already count as one."""
    apart, _ = reject_duplicate(kept, twin, giver)(case)
    return accept_duplicate(kept, twin, giver)(apart)


def _parts(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    wanted = set(msgspec.json.decode(value, type=list[int]))
    either = {part for kept in (item.mine, item.theirs) for part in msgspec.json.decode(kept, type=list[int])}
    column = case.events.withdrawn.copy()
    for part in either:
        if case.events.has(part):
            column[case.events.position(part)] = part not in wanted
    return recoded(case, {"withdrawn": column})


def _who(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:
    if value == NOTHING:
        left = tuple(said for said in case.who_is_who if plain(said.words) != plain(item.about))
        return replace(case, who_is_who=left), Changes(people=left != case.who_is_who)
    names, before_birth = msgspec.json.decode(value, type=tuple[list[str], bool])
    children = {child_called(case, name) for name in names}
    return reassign(item.about, children, giver, before_birth)(case)


def _finding(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    child = child_called(case, item.about)
    either = {
        replace(msgspec.json.decode(kept, type=FindingDecision), child=child)
        for kept in (item.mine, item.theirs)
        if kept != NOTHING
    }
    left = [one for one in case.finding_decisions if one not in either]
    if value != NOTHING:
        left.append(replace(msgspec.json.decode(value, type=FindingDecision), child=child))
    decisions = tuple(left)
    if decisions == case.finding_decisions:
        return case, Changes()
    return replace(case, finding_decisions=decisions), Changes(findings=True)


def _scope(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    scope = msgspec.json.decode(value, type=Period)
    return set_scope(scope.first, scope.last)(case)


def _period(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    source = int(item.about)
    sources = list(case.sources)
    sources[source] = replace(sources[source], period=msgspec.json.decode(value, type=Period | None))
    if sources[source] == case.sources[source]:
        return case, Changes()
    return replace(case, sources=tuple(sources)), Changes(sources=frozenset((source,)))


def _name(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    words = msgspec.json.decode(value, type=str)
    after = replace(case, name=words) if item.field == "name" else replace(case, marking=words)
    return (case, Changes()) if after == case else (after, Changes(name=True))


def _person(case: Case, item: Disagreement, value: str, giver: Reviewer) -> tuple[Case, Changes]:  # noqa: ARG001 -- one signature for all
    if value == NOTHING:
        return case, Changes()
    told = msgspec.json.decode(value, type=Child)
    return change_child(replace(told, id=child_called(case, item.about)))(case)


_PUT: Mapping[str, Callable[[Case, Disagreement, str, Reviewer], tuple[Case, Changes]]] = {
    "severity": _severity,
    "categories": _categories,
    "level": _level,
    "subjects": _subjects,
    "withdrawn": _withdrawn,
    "date": _date,
    "text": _words("text"),
    "response": _words("response"),
    "author": _words("author"),
    "agency": _words("agency"),
    "duplicate": _duplicate,
    "parts": _parts,
    "who is who": _who,
    "finding": _finding,
    "scope": _scope,
    "period": _period,
    "name": _name,
    "marking": _name,
    "person": _person,
}
"""How a value of each field is put in force."""

GRAVITY: Sequence[str] = (  # not words: keys
    "finding", "severity", "level", "withdrawn", "parts", "duplicate", "subjects", "who is who", "person", "date",
    "categories", "text", "response", "agency", "author", "scheme", "period", "scope", "marking", "name",
    "pseudonym", "stops", "bookmark", "filter", "own words", "episode",
)  # fmt: skip
"""Fields from the gravest difference to the lightest; ranks far apart come before all of them."""


def gravest_first(case: Case, places: Sequence[int]) -> list[int]:
    """Places of disagreements, those over ranks far apart first, then by field, then by day."""
    return sorted(places, key=lambda place: _gravity(case, case.disagreements[place]))


def _gravity(case: Case, item: Disagreement) -> tuple[int, int, int]:
    day = 0
    if item.event is not None and case.events.has(item.event):
        day = int(case.events.day[case.events.position(item.event)])
    return -_ranks_apart(item), GRAVITY.index(item.field), day


def _ranks_apart(item: Disagreement) -> int:
    if item.field == "severity":
        one, other = (msgspec.json.decode(value, type=SeverityValue) for value in (item.mine, item.theirs))
        return abs(_highest(*one) - _highest(*other))
    if item.field == "level":
        one, other = (msgspec.json.decode(value, type=int | None) for value in (item.mine, item.theirs))
        return abs((-1 if one is None else one) - (-1 if other is None else other))
    return 0


def _highest(rank: int | None, own: Mapping[str, int]) -> int:
    return max([UNSCORED if rank is None else rank, *own.values()])
