"""The words of levels and findings of each lane, kept where they stand while a search only changes which rows are left.

They are placed before all others and no row has a part in it, so that what is placed after them finds the same room.
"""

from collections.abc import Callable

from app.analysis.finding import Finding
from app.lanes.layout import Layout
from app.lanes.room import About, Room

_Same = tuple[tuple[object, ...], tuple[object, ...]]


class KeptWords:
    """For each lane its room with those words in it, and what it was made from; and what findings are called, which
    no change of days or scale alters; and what had words last."""

    def __init__(self) -> None:
        self._rooms: dict[int, tuple[_Same, Room]] = {}
        self._said: dict[str, tuple[Finding, tuple[str, ...]]] = {}
        self._named: dict[int, frozenset[About]] = {}

    def said(self, finding: Finding, wordings: Callable[[Finding], tuple[str, ...]]) -> tuple[str, ...]:
        """The wordings of a finding, which are made once."""
        known = self._said.get(finding.id)
        if known is None or known[0] is not finding:
            known = self._said[finding.id] = finding, wordings(finding)
        return known[1]

    def room(self, layout: Layout, place: int) -> Room | None:
        """A copy of the room of that lane, for more words to be put in; None where anything is not what it was."""
        known = self._rooms.get(place)
        if known is None or layout.sizes.sparse:
            return None
        (were, stood), (are, stand) = known[0], _made_from(layout, place)
        same = all(one is other for one, other in zip(were, are, strict=True)) and stood == stand
        return known[1].copy() if same else None

    def keep(self, layout: Layout, place: int, room: Room) -> None:
        """Keep a copy of the room of that lane. On a wall, words make way for marks of rows, and are not kept."""
        if not layout.sizes.sparse:
            self._rooms[place] = _made_from(layout, place), room.copy()

    def named(self, place: int) -> frozenset[About]:
        """What had words in that lane when they were last placed."""
        return self._named.get(place, frozenset())

    def keep_named(self, place: int, room: Room) -> None:
        """Keep what now has words in that lane."""
        self._named[place] = frozenset(room.named)

    def forget(self) -> None:
        """Keep nothing."""
        self._named.clear()
        self._rooms.clear()
        self._said.clear()


def _made_from(layout: Layout, place: int) -> _Same:
    """What these words say, and where there is room for them."""
    lane, frame = layout.scene.lanes[place], layout.frames[place]
    said = lane.states, lane.cycles, lane.held, lane.runs, layout.scene.case.scheme
    where = frame, layout.sizes, layout.tier, layout.facing, layout.width, layout.first, layout.last
    return said, (*where, lane.born, lane.born_words, lane.shift)
