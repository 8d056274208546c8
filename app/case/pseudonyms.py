"""What people go by before a panel, and in which order what is shown there comes: facts that a reviewer chooses.

People are named rather than numbered: a number means another child once two were merged. Who has no pseudonym of
the reviewer's own goes by a letter or number: children in the order of their birth, adults in the order of the case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

from app.case.birth_order import oldest_first
from app.language import tr

if TYPE_CHECKING:
    from app.case.model import Adult, Case, Child

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Whose(StrEnum):
    """Who goes by a pseudonym."""

    CHILD = "child"
    ADULT = "adult"


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """The words that a reviewer (``by``) chose for a person of that name."""

    whose: Whose
    name: str
    words: str
    by: str = ""


class StopKind(StrEnum):
    """What a stop of the panel's view leads to."""

    BOOKMARK = "bookmark"
    FINDING = "finding"


@dataclass(frozen=True, slots=True)
class StopChoice:
    """A stop of the panel's view as a reviewer put it: a bookmark (by name) or a finding (by id), shown or dropped."""

    kind: StopKind
    key: str
    shown: bool = True


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """What a reviewer chose for the panel: own pseudonyms, at most one for a person, and the order of stops.

    Stops that are not in ``stops`` come after those that are.
    """

    pseudonyms: tuple[Pseudonym, ...] = ()
    stops: tuple[StopChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What each child and each adult (by id) goes by."""

    children: tuple[str, ...]
    adults: tuple[str, ...]

    def of(self, whose: Whose, person: int) -> str:
        """What that child or adult (id) goes by."""
        return (self.children if whose is Whose.CHILD else self.adults)[person]


def pseudonyms_of(case: "Case") -> Pseudonyms:
    """What everyone in the case goes by: the reviewer's own choice, else "Child A", "Adult 1" and so on.

    No two people go by the same words.
    """
    chosen = {(item.whose, item.name): item.words for item in case.panel.pseudonyms}
    taken = {words.casefold() for words in chosen.values()}
    ordered = oldest_first(case)
    letters = (tr("Child {letter}").format(letter=letter) for letter in _letters())
    numbers = (tr("Adult {number}").format(number=number) for number in count(1))
    return Pseudonyms(
        _in_order_of_id(case.children, _given(ordered, Whose.CHILD, chosen, letters, taken)),
        _in_order_of_id(case.adults, _given(case.adults, Whose.ADULT, chosen, numbers, taken)),
    )


def with_pseudonym(plan: PanelPlan, given: Pseudonym) -> PanelPlan:
    """The plan with this pseudonym in place of the person's own until now; empty words for the letter or number."""
    others = [item for item in plan.pseudonyms if (item.whose, item.name) != (given.whose, given.name)]
    kept = sorted([*others, given] if given.words else others, key=lambda item: (item.whose, item.name))
    return replace(plan, pseudonyms=tuple(kept))


def _given(
    people: "Sequence[Child] | Sequence[Adult]",
    whose: Whose,
    chosen: dict[tuple[Whose, str], str],
    offered: Iterator[str],
    taken: set[str],
) -> dict[int, str]:
    """What each of these people goes by, by id. A letter or number is the person's own whatever others go by.

    Who was renamed is found by the name until then, which stays as an alias.
    """
    found: dict[int, str] = {}
    for person in people:
        words = next(offered)
        known = [chosen[key] for name in (person.name, *person.aliases) if (key := (whose, name)) in chosen]
        own = known[0] if known else None
        while own is None and words.casefold() in taken:
            words = next(offered)
        found[person.id] = words if own is None else own
    return found


def _in_order_of_id(people: "Sequence[Child] | Sequence[Adult]", words: dict[int, str]) -> tuple[str, ...]:
    return tuple(words[person.id] for person in people)


def _letters() -> Iterator[str]:
    """A to Z, then A1 to Z1, A2 and so on."""
    yield from _LETTERS
    for turn in count(1):
        yield from (f"{letter}{turn}" for letter in _LETTERS)
