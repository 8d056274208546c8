"""How the weights of single words come together, as data."""

from math import inf

import msgspec


class Several(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``domains`` or more kinds of concern of severity ``least`` or more at once weigh ``becomes``."""

    id: str
    domains: int
    least: int
    becomes: int
    source: str


class Many(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``count`` or more concerns of severity ``least`` or more, but for those of ``but``, weigh ``becomes`` at once."""

    id: str
    count: int
    least: int
    becomes: int
    source: str
    but: frozenset[str] = frozenset()


class Young(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Concerns of ``categories`` and severity ``least`` or more weigh more for a child under so many years.

    Not where words that cap ("the account fits") speak of them, of a child of ``accounted_from`` years or more.
    """

    id: str
    under_years: float
    categories: frozenset[str]
    least: int
    adds: int
    limit: int
    source: str
    accounted_from: float = inf


class Floor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row with a marker of this kind weighs ``alone`` where no concern is named, and ``least`` where one is.

    A marker with its outcome ("referral:nfa") goes before one without. A part of a marker ("referral/nfa") weighs
    where the row comes to no such marker. ``deciding`` rules hold of rows in which an agency that decides on levels
    states none.
    """

    id: str
    marker: str
    alone: int
    least: int
    source: str
    deciding: bool = False


class Instead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Categories that mean another one: ``means`` gives it. It holds of what ``agencies`` write (any where empty) but
    for those of ``but``; ``childless`` rules hold in rows about no child alone.
    """

    id: str
    means: dict[str, str]
    source: str
    agencies: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    childless: bool = False


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a row's severity is put together. ``no_domain`` are the categories that are no domain of their own.
    What an agency whose name holds one of ``health_agencies`` records of a child is about health, of one of
    ``often_health`` where it is no business of agencies. Those of ``clinics`` look after health among other things.
    Those of ``deciding`` decide on levels; what others write of a level was told to them. What they write without
    a concern in it is their ``business``, and so is a step that they record.
    ``adult_services`` see grown-ups (or young people as such). What ``instead`` names means another category there.
    A category of ``praised_by`` whose words all tell of something good is told of by those agencies alone: others who
    say that the child attends school well say that it does well.
    A row about no child weighs nothing, unless one of ``child_words`` stands in its sentence.

    A category whose words weigh more than ``passing`` less than the weightiest of the row is named in passing and left
    out, but for those of ``never_passing``.
    ``part_of`` names for a category others whose events it is a part of where it weighs no more: the illness that an
    injury brings, the business that follows it.

    Where something better is recorded, or ``good_balance`` good things stand beside it, a severity from 2 up to
    ``improvement_limit`` falls by one.
    """

    source: str
    several: tuple[Several, ...] = ()
    many: tuple[Many, ...] = ()
    young: tuple[Young, ...] = ()
    no_domain: frozenset[str] = frozenset()
    health_agencies: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    often_health: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    business: str = ""
    adult_services: tuple[str, ...] = ()
    instead: tuple[Instead, ...] = ()
    praised_by: dict[str, tuple[str, ...]] = {}
    child_words: tuple[str, ...] = ()
    improvement_limit: int = 2
    good_balance: int = 2
    passing: int = 5
    part_of: dict[str, tuple[str, ...]] = {}
    never_passing: frozenset[str] = frozenset()
    floors: tuple[Floor, ...] = ()
