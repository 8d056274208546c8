"""A panel's own ladder of levels: one more between two, or one less, everything that names a rank moved along."""

from collections.abc import Callable, Sequence

import msgspec

from app.case.scheme import Level, Scheme
from app.errors import UserError
from app.language import tr

NEW_LEVEL = tr("New level")
"""What a level is called until the panel has named it."""

_FEWEST = 2
_NAMED_BY_RULES = ("in_need", "enquiry", "plan", "care")


def with_level(scheme: Scheme, below: int, name: str) -> Scheme:
    """The scheme with one more level, the next higher than the rank ``below``, told to other programs as that one is.

    Raises:
        UserError: for a name that is empty or that a level has already.
    """
    words = " ".join(name.split())
    if not words:
        raise UserError(tr("Each level needs a name."))
    known = {word.casefold() for level in scheme.levels for word in (level.name, level.label, *level.words)}
    if words.casefold() in known:
        raise UserError(tr("A level of this scheme is called {name} already.").format(name=words))
    added = Level(below + 1, words, words.lower(), tr("Added by the panel"), words=(words.lower(),))
    added = msgspec.structs.replace(added, contract=scheme.contract_rank(below))
    levels = [*scheme.levels[: below + 1], added, *scheme.levels[below + 1 :]]
    return _laddered(scheme, levels, lambda rank: rank + (rank > below))


def without_level(scheme: Scheme, rank: int) -> Scheme:
    """The scheme without the level of that rank.

    Raises:
        UserError: for the lowest level, one that rules of the scheme are about, and where two are left.
    """
    name = tr(scheme.levels[rank].name)  # from resources
    if rank == 0 or len(scheme.levels) <= _FEWEST:
        raise UserError(
            tr("{level} cannot be removed: a ladder needs its lowest level and another.").format(level=name)
        )
    if rank in (getattr(scheme.ranks, field) for field in _NAMED_BY_RULES):
        raise UserError(tr("{level} cannot be removed: rules of this scheme are about it.").format(level=name))
    levels = [level for level in scheme.levels if level.rank != rank]
    return _laddered(scheme, levels, lambda other: other - (other > rank))


def _laddered(scheme: Scheme, levels: Sequence[Level], moved: Callable[[int], int]) -> Scheme:
    """The scheme with these levels, ranked as they stand; ``moved`` says where a rank of the scheme has gone."""
    told = {level.name: scheme.contract_rank(level.rank) for level in scheme.levels}
    ranked = tuple(
        msgspec.structs.replace(level, rank=rank, contract=told.get(level.name, level.contract))
        for rank, level in enumerate(levels)
    )
    ranks = msgspec.structs.replace(
        scheme.ranks, **{field: moved(getattr(scheme.ranks, field)) for field in _NAMED_BY_RULES}
    )
    no_contact = msgspec.structs.replace(scheme.rules.no_contact, level=moved(scheme.rules.no_contact.level))
    rules = msgspec.structs.replace(scheme.rules, no_contact=no_contact)
    return msgspec.structs.replace(scheme, levels=ranked, ranks=ranks, rules=rules)
