"""The phase view in what goes out: below the lanes it belongs to, never without them, since it shows no durations."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QPainter

from app.errors import UserError
from app.language import tr, trn
from app.phase.layout import lay_out_phase
from app.phase.scene import PhaseScene
from app.phase.words import TITLES
from app.theme import Theme
from widgets.going_out.leaf import Leaf, Part
from widgets.phase.ink import Ink, Words
from widgets.phase.painter import paint_phase_over

LEAST_OF_LANES, SHARE_OF_PHASE = 0.4, 0.55
"""How much of a picture's height its lanes get at least, and the phase view at most; more where one needs it."""

NAME = tr("Phase view")
MOST_SHRUNK = 1.6
"""How much wider than a picture the view may be: it is then drawn smaller, or the picture becomes wider."""

CHILDREN_ON_A_PAGE = 2
"""A page of paper holds lanes and phase view of so many children."""


def leaf_with_phase(
    lanes: Callable[[int, int], Leaf], scene: PhaseScene, look: tuple[Theme, str], width: int, height: int
) -> Leaf:
    """Lanes and under them the phase view of the same children, on ``width`` x ``height`` logical pixels or more.

    ``lanes`` makes the leaf of the lanes for a width and a height; ``look`` is the theme and the font's family.

    Raises:
        UserError: when there are more cycles than a picture of that width can show.
    """
    measure = Words(look[1])
    needed = lay_out_phase(scene, width, 1, measure)
    _must_fit(needed.width, width, scene)
    wide = max(width, needed.width)
    room = max(needed.height, round(SHARE_OF_PHASE * height))
    above = lanes(wide, max(height - room, round(LEAST_OF_LANES * height)))
    return with_phase(above, scene, look, height)


def with_phase(leaf: Leaf, scene: PhaseScene, look: tuple[Theme, str], height: int) -> Leaf:
    """A leaf of lanes with the phase view below them; ``height`` is what was asked for in all.

    Where the cells need more width than the leaf has, they are drawn that much smaller.

    Raises:
        UserError: when they would be too small to read.
    """
    layout = lay_out_phase(scene, leaf.width, max(height - leaf.height, 1), Words(look[1]))
    _must_fit(layout.width, leaf.width, scene)
    scale = min(1.0, leaf.width / layout.width)
    high = max(round(layout.height * scale), height - leaf.height)

    def paint(painter: QPainter) -> None:
        ink = Ink(painter, *look)
        ink.box(0, leaf.height, leaf.width, high, "paper")
        painter.translate(0, leaf.height)
        painter.scale(scale, scale)
        paint_phase_over(ink, layout, Words(look[1]))

    part = Part(NAME, spoken_phase(scene), paint)
    return replace(leaf, height=leaf.height + high, parts=(*leaf.parts, part))


def _must_fit(needed: int, width: int, scene: PhaseScene) -> None:
    if needed > MOST_SHRUNK * width:
        raise UserError(
            trn(
                "The phase view has {count} column, more than this picture can show.",
                "The phase view has {count} columns, more than this picture can show.",
                len(scene.headings),
            ).format(count=len(scene.headings)),
            tr("Choose a wider picture, or fewer children."),
        )


def phase_pages(scene: PhaseScene, pages: int) -> list[PhaseScene]:
    """The view parted as the children of the lanes are parted over so many pages."""
    each = -(-len(scene.rows) // max(pages, 1))
    return [replace(scene, rows=scene.rows[page * each : (page + 1) * each]) for page in range(pages)]


def spoken_phase(scene: PhaseScene) -> str:
    """The whole view in words."""
    return " ".join((f"{TITLES[0]}.", *(row.spoken for row in scene.rows)))
