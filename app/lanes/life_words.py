"""When a child was born and when it died, where either falls into the record, and that nothing is scored in it."""

from app.case.dates import known_date, spoken
from app.lanes.frames import LaneFrame
from app.lanes.layout import Layout
from app.lanes.marks import MarkKind
from app.lanes.room import Label, Room
from app.lanes.scene import LaneScene
from app.lanes.sizes import Tier
from app.language import tr, trn

_NOT_SCORED = frozenset((MarkKind.UNSCORED, MarkKind.HYPOTHETICAL))


def place_born(layout: Layout, lane: LaneScene, frame: LaneFrame, room: Room) -> None:
    """Say left of a birth, or where no record is right of it, when that was."""
    if lane.born is None or layout.tier == Tier.MICRO:
        return
    x, words, size = layout.x(lane.born), lane.born_words, layout.sizes.body
    wide = room.measure(words, size, False)
    # Right of the birth records may be; left of it, before it, there are none.
    covered = lane.marks.window(layout.day_at(x + 6), layout.day_at(x + wide + 12))
    places = (x - wide - 6, x + 6) if covered.stop <= covered.start else (x - wide - 6,)
    room.offer(Label(at, frame.concern_y(4), words, size, "ink2") for at in places)


def place_died(layout: Layout, lane: LaneScene, frame: LaneFrame, room: Room) -> None:
    """Say right of a death's bar, where nothing is drawn, when that was; without room there, left of it."""
    if lane.death is None or not lane.death.firm:
        return
    x, size, apart = layout.x(lane.death.day), layout.sizes.body, 1.7 * layout.sizes.r + 5
    if not layout.left <= x <= layout.right:
        return
    words = tr("died {day}").format(day=spoken(known_date(lane.death.day - lane.shift)))
    wide = room.measure(words, size, False)
    places = [at for at in (x + apart, x - apart - wide) if at + wide <= layout.right]
    room.offer(Label(at, frame.concern_y(4), words, size, "ink2", backing="halo") for at in places)


def place_unscored(layout: Layout, lane: LaneScene, frame: LaneFrame, room: Room) -> None:
    """Say in the strip of concern that no record is scored yet, where none is: an empty strip would look like calm."""
    if layout.scene.left is not None or not lane.kinds or not lane.kinds <= _NOT_SCORED:
        return
    count, size = int((~lane.marks.twin).sum()), layout.sizes.body
    words = trn("{count} record, none scored yet", "{count} records, none scored yet", count).format(count=count)
    from_x = layout.left if lane.born is None else max(layout.left, layout.x(lane.born))
    y = frame.concern_y(frame.highest[0] / 2) + 0.36 * size
    room.offer((Label(from_x + 8, y, words, size, "ink2"),))
