"""Many boxes or small pictures drawn in one call, from arrays: a call for each would cost more than the drawing."""

from threading import local
from typing import Generic, TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import Shiboken

Floats = NDArray[np.floating]

_FIELDS_OF_A_STAMP = 10
"""x, y, source left and top, width, height, scale across and down, rotation, opacity."""


_Kind = TypeVar("_Kind", QRectF, QRect, QPainter.PixmapFragment)


_Number = TypeVar("_Number", np.float64, np.int32)


class Buffer(local, Generic[_Kind, _Number]):
    """Memory that Qt reads as an array of one of its types; kept and made larger when it has to be.

    Each thread has its own, since a file may be drawn while the window is.
    """

    def __init__(self, kind: type[_Kind], fields: int, holds: type[_Number]) -> None:
        self._kind, self._fields, self._holds = kind, fields, holds
        self._grow(1024)

    def _grow(self, rows: int) -> None:
        self._rows = np.zeros((rows, self._fields), self._holds)
        self.first = cast(_Kind, Shiboken.wrapInstance(self._rows.ctypes.data, self._kind))

    def rows(self, count: int) -> NDArray[_Number]:
        """The first so many rows, to be written to; what was in them is gone."""
        if count > len(self._rows):
            self._grow(2 * count)
        return self._rows[:count]


BOXES = Buffer(QRectF, 4, np.float64)
WHOLE_BOXES = Buffer(QRect, 4, np.int32)
STAMPS = Buffer(QPainter.PixmapFragment, _FIELDS_OF_A_STAMP, np.float64)


def draw_boxes(painter: QPainter, count: int) -> None:
    """Draw the first so many rows of BOXES (x, y, width, height) with the painter's pen and brush."""
    if count:
        painter.drawRects(BOXES.first, count)


def draw_whole_boxes(painter: QPainter, count: int) -> None:
    """Draw the first so many rows of WHOLE_BOXES (first and last pixel across and down: left, top, right, bottom)
    with the painter's pen and brush: of boxes on whole pixels a raster fills narrow ones twice as fast."""
    if count:
        painter.drawRects(WHOLE_BOXES.first, count)


def draw_stamps(painter: QPainter, xs: Floats, ys: Floats, sheet: QPixmap, sources: Floats | None = None) -> None:
    """Draw a picture, or parts of one, with the middle at each of these points.

    ``sources`` are (n, 4) in device pixels: left, top, width and height of the part for each point.
    """
    if not len(xs):
        return
    held = STAMPS.rows(len(xs))
    held[:, 0], held[:, 1] = xs, ys
    if sources is None:
        held[:, 2:4] = 0.0
        held[:, 4], held[:, 5] = sheet.width(), sheet.height()
    else:
        held[:, 2:6] = sources
    held[:, 6:8] = 1.0 / sheet.devicePixelRatioF()
    held[:, 8] = 0.0
    held[:, 9] = 1.0
    painter.drawPixmapFragments(STAMPS.first, len(held), sheet)
