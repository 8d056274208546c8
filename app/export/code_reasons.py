"""Why each code of an event is what it is, for the JSON document: where it came from, and for suggestions the words."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from app.case.event_table import CodeFrom, Event
from app.case.model import Case, Source
from app.language import tr

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

FROM = {
    CodeFrom.STATED: "stated",
    CodeFrom.LEXICON: "lexicon",
    CodeFrom.CARRIED: "carried",
    CodeFrom.REVIEWER: "reviewer",
}
"""What each origin of a code is called in documents."""


class Why(Protocol):
    """The reason for one suggested code: its field and value, the rule, the words it found, and a sentence."""

    @property
    def field(self) -> str:
        """Which code: severity, severity of a child, category, level, marker."""
        ...

    @property
    def value(self) -> str:
        """The code: a rank, a category, a marker, "Perry=2"."""
        ...

    @property
    def rule(self) -> str:
        """The entry of the lexicon."""
        ...

    @property
    def source(self) -> str:
        """Where the entry comes from."""
        ...

    @property
    def words(self) -> str:
        """The words in the row."""
        ...

    @property
    def says(self) -> str:
        """A sentence for a person."""
        ...


def code_reasons(case: Case, event: Event, health: bool, why: Sequence[Why]) -> list[Json]:
    """One entry for each code of the event: ``code``, ``value``, the ``child`` whose own it is, ``from``, and why.

    ``why`` are the reasons for what was suggested. A suggested code names its ``rule``, the rule's ``source`` and the
    ``words``, a stated one the ``columns`` of its sheet, a reviewer's who gave it where that is known.
    """
    telling = _Telling(case.sources[event.source], why)
    found: list[Json] = []
    if event.severity_from is not CodeFrom.NOBODY:
        by = event.severity_by
        found.append(telling.entry("severity", event.severity, event.severity_from, _of("severity", why), by))
        for child, rank in event.severity_by_child.items():
            name = case.children[child].name
            own = _of("severity of a child", why, f"{name}={rank}") or _of("severity", why)  # not words: a field
            found.append({**telling.entry("severity", rank, event.severity_from, own, by), "child": name})
    for key in case.scheme.categories_in(event.categories):
        found.append(telling.entry("category", key, event.categories_from, _of("category", why, key)))
    for child, rank in event.levels.items():
        name = case.children[child].name
        told = telling.entry("level", rank, event.levels_from[child], _of("level", why, f"{name}={rank}"), child=name)
        found.append({**told, "value": case.scheme.contract_rank(rank), "child": name})
    for marker in event.markers:
        found.append(telling.entry("marker", marker, CodeFrom.LEXICON, _of("marker", why, marker)))
    if health:
        found.append(_health(case, event, _of("health", why)))
    return found


def _of(field: str, why: Sequence[Why], value: str = "") -> Why | None:
    return next((item for item in why if item.field == field and value in ("", item.value)), None)


def severity_in_all(why: Sequence[Why], first: Why, value: int | str) -> str:
    """What the first reason says of a severity and, where that is not what the row comes to, the reason why it is."""
    if first.field != "severity" or first.value == str(value):
        return first.says
    others = [item.says for item in why if item.field == "severity" and item.value == str(value)]
    return " ".join((first.says, *others[-1:]))


class _Telling:
    """Says of the codes of one event why they are so."""

    def __init__(self, source: Source, why: Sequence[Why]) -> None:
        self._source, self._why = source, why

    def entry(
        self, code: str, value: int | str, origin: CodeFrom, why: Why | None, by: str | None = None, *, child: str = ""
    ) -> dict[str, Json]:
        """One code with why it is so."""
        told: dict[str, Json] = {"code": code, "value": value, "from": FROM.get(origin)}
        if origin is CodeFrom.LEXICON:
            return told | _suggested(why) | ({"says": self._in_all(why, value)} if code == "severity" and why else {})
        if origin is CodeFrom.STATED:
            columns = self._columns(code, child)
            return told | {"columns": columns, "says": _stated(columns)}
        if origin is CodeFrom.CARRIED:
            return told | {"says": tr("Carried on from an earlier row.")}
        if by:
            return told | {"by": by, "says": tr("Set by {reviewer}.").format(reviewer=by)}
        return told | {"says": tr("Set by the reviewer.")}

    def _in_all(self, why: Why, value: int | str) -> str:
        """What the weightiest words come to, and where the row comes to another severity what makes it so."""
        return severity_in_all(self._why, why, value)

    def _columns(self, code: str, child: str) -> list[str]:
        """The headings under which the sheet states it, the child's own where it has one."""
        heading = self._source.columns.get(code)
        if heading is None or isinstance(heading, str):
            return [heading] if heading else []
        own = [name for part, name in heading if part == child]
        return own or [name for _part, name in heading]


def _suggested(why: Why | None) -> dict[str, Json]:
    if why is None:
        return {"rule": None, "source": None, "words": None, "says": tr("The row has been changed since.")}
    return {"rule": why.rule, "source": why.source, "words": why.words, "says": why.says}


def _stated(columns: Sequence[str]) -> str:
    if not columns:
        return tr("Stated in the sheet.")
    return tr("Stated in the sheet, under “{heading}”.").format(heading=", ".join(columns))


def _health(case: Case, event: Event, why: Why | None) -> dict[str, Json]:
    """Why a row is one about a child's health: what it is about, what its words say beside that, or who writes it."""
    told: dict[str, Json] = {"code": "health", "value": True}
    health = case.scheme.mask("health", "missed")
    keys = [key for key in case.scheme.categories_in(event.categories) if case.scheme.bits_of((key,)) & health]
    if keys:
        names = ", ".join(tr(case.scheme.category_names[key]).lower() for key in keys)  # from resources
        says = tr("It is about {categories}.").format(categories=names)
        return told | {"from": "category", "words": None, "says": says}
    if why is not None and event.categories_from in (CodeFrom.NOBODY, CodeFrom.LEXICON):
        return told | {"from": "lexicon"} | _suggested(why)
    agency = case.agency_name(event.agency)
    return told | {"from": "agency", "words": agency, "says": tr("{agency} looks after health.").format(agency=agency)}
