"""A leaf on the clipboard: a picture for whoever takes pictures, its words and its drawing for the others."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from widgets.going_out.leaf import Told

SVG_TYPE = "image/svg+xml"


def copied(image: QImage, svg: bytes, told: Told, *, words: bool = True) -> QMimeData:
    """What the clipboard holds. Without ``words`` it is the picture alone, as a panel's view wants it.

    The drawing as SVG holds the description too, so it goes with the words.
    """
    data = QMimeData()
    data.setImageData(image)
    if words:
        data.setData(SVG_TYPE, svg)
        data.setText(told.spoken)
    return data
