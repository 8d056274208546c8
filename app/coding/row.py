"""What is known of a row beside its words, and what one of its sentences says."""

from typing import NamedTuple

from app.coding.levels import LevelHit
from app.coding.markers import MarkerHit
from app.coding.weighing import Weighed


class About(NamedTuple):
    """Whom a row is about and when it was: what its words are read in the light of.

    ``subjects`` are the row's children, or where its sheet names none at all, those alive. ``unborn`` are children
    born later. ``year`` is None where it is not known. ``adults_only`` rows are about no
    child, though their sheet says of others whom they are about.
    """

    subjects: frozenset[int]
    unborn: frozenset[int]
    year: int | None
    adults_only: bool = False


class Said(NamedTuple):
    """What one sentence says, its places counted from its own beginning."""

    weighed: tuple[Weighed, ...] = ()
    levels: tuple[LevelHit, ...] = ()
    markers: tuple[MarkerHit, ...] = ()
