"""The camera: which days of a scene are in view, and the layout that follows. It draws nothing."""

from dataclasses import replace

from app.lanes.layout import PAD, Layout, lay_out
from app.lanes.scene import LanesScene
from app.lanes.sizes import LEAST_HEIGHT as LEAST_LANE
from app.lanes.sizes import TALLEST, Sizes, enlarged, in_large_text, sizes_for
from widgets.lanes.span import Span, fitted, panned, zoomed

LEAST_WIDTH, LEAST_HEIGHT = 320, 160


class Camera:
    """Looks at a scene. What moves it says whether anything changed; ``layout`` is made anew only then."""

    def __init__(self) -> None:
        self.scene: LanesScene | None = None
        self._days: Span | None = None
        self._layout: Layout | None = None
        self._before: Layout | None = None
        self._size = (0, 0)
        self.facing = False
        self.high = 0
        self.type_scale = 1.0
        self.text = 1.0

    def point_at(self, scene: LanesScene) -> None:
        """Look at this scene, at the same days as far as it has them."""
        self.scene, self._layout, self._before = scene, None, None
        if self._days is not None:
            self._days = fitted(self._days, self.whole())

    def whole(self) -> Span:
        """All days of the record."""
        return Span(self.scene.first_day, self.scene.last_day) if self.scene else Span(0, 0)

    def now(self) -> Span:
        """The days in view."""
        return self._days or self.whole()

    def look_at(self, wanted: Span | None) -> bool:
        """Look at these days, None for all; returns whether that is a change."""
        span = None if wanted is None or wanted == self.whole() else fitted(wanted, self.whole())
        if span == self._days:
            return False
        self._days = span
        self._begin_anew()
        return True

    def face(self, facing: bool) -> bool:
        """Lay lanes out with one baseline or two; returns whether that is a change."""
        if facing == self.facing:
            return False
        self.facing = facing
        self._begin_anew()
        return True

    def make_lanes(self, high: int) -> bool:
        """Make lanes that high, 0 for what fits; returns whether that is a change."""
        high = 0 if high <= 0 else min(max(high, LEAST_LANE), TALLEST)
        if high == self.high:
            return False
        self.high = high
        self._begin_anew()
        return True

    def enlarge(self, scale: float) -> bool:
        """Lay out with words so many times as large; returns whether that is a change."""
        if scale == self.type_scale:
            return False
        self.type_scale = scale
        self._begin_anew()
        return True

    def want_text(self, text: float) -> bool:
        """Lay out for somebody who wants words that many times as large; returns whether that is a change."""
        if text == self.text:
            return False
        self.text = text
        self._begin_anew()
        return True

    def _begin_anew(self) -> None:
        """Make the layout anew; the one until now says how much detail there was."""
        self._before, self._layout = self._layout or self._before, None

    def zoom(self, factor: float, about: float | None = None) -> bool:
        """Fewer days (factor above 1) or more, about a day or the middle."""
        now = self.now()
        return self.look_at(zoomed(now, self.whole(), factor, (now.first + now.last) / 2 if about is None else about))

    def pan(self, days: float, start: Span | None = None) -> bool:
        """Move along by some days, from where it is or from ``start``."""
        return self.look_at(panned(start or self.now(), self.whole(), days))

    def bring_in(self, day: int) -> bool:
        """Move so that a day is in view, where it is not."""
        now = self.now()
        return not now.first <= day <= now.last and self.pan(day - (now.first + now.last) / 2)

    def day_at(self, x: float) -> float:
        """The day in view at that x, the first or last one beside the lanes; known without laying out anew."""
        known, now = self._layout or self._before, self.now()
        if known is None:
            return (now.first + now.last) / 2
        x = min(max(x, known.left), known.right)
        per_day = (known.right - known.left - 2 * PAD) / max(1.0, now.last - now.first + 1)
        return now.first + (x - known.left - PAD) / per_day

    def layout(self, width: int, height: int) -> Layout | None:
        """The layout for a canvas of that size; None without a scene."""
        size = (max(width, LEAST_WIDTH), max(height, LEAST_HEIGHT))
        if self.scene is not None and (self._layout is None or self._size != size):
            sizes = in_large_text(enlarged(sizes_for(*size), self.type_scale, size[0]), self.text)
            before = self._before if self._size == size else None
            self._layout = self._laid_out(self.scene, size, sizes, before)
            if sizes.sparse and size[1] < self._layout.height:
                closer = self._laid_out(self.scene, size, _closer(sizes), before)
                self._layout = closer if closer.height <= size[1] else self._layout
            self._before, self._size = None, size
        return self._layout

    def _laid_out(self, scene: LanesScene, size: tuple[int, int], sizes: Sizes, before: Layout | None) -> Layout:
        first, last = (self._days.first, self._days.last) if self._days else (None, None)
        return lay_out(scene, *size, first, last, facing=self.facing, before=before, sizes=sizes, high=self.high)


def _closer(sizes: Sizes) -> Sizes:
    """The sizes of a wall with less between lanes and under the key: nobody scrolls there, so a few pixels too many
    would cut the last line."""
    return replace(sizes, gap=sizes.gap // 2, bottom=sizes.bottom - sizes.body // 2)
