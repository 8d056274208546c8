"""A leaf as a PNG, with its words in it."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter

from app.errors import UserError
from app.language import tr
from app.progress import Progress
from widgets.going_out.leaf import Leaf, Told

SCREEN_DPI = 96.0
COMPRESSION = 20
"""Of 100: more takes several times as long and saves a tenth."""


def image_of(leaf: Leaf, scale: float, dpi: float, progress: Progress) -> QImage:
    """The leaf in pixels, ``scale`` of them to a logical one; ``dpi`` is what the picture says of its resolution.

    Raises:
        UserError: when there is no memory for it.
    """
    wide, high = round(leaf.width * scale), round(leaf.height * scale)
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    if image.isNull():
        raise UserError(tr("There is not enough memory for a picture of {wide}x{high}.").format(wide=wide, high=high))
    image.fill(0xFFFFFFFF)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    try:
        leaf.paint(painter, progress, (0.0, 0.7))
    finally:
        painter.end()
    dots = round(dpi / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    return image


def png_of(image: QImage, told: Told, progress: Progress) -> bytes:
    """The bytes of a PNG file that says in words what it shows (Title, Description, Software, Creation Time).

    Raises:
        UserError: when the picture cannot be written as a PNG.
    """
    progress.at(0.7)
    for key, words in (  # not words: keywords of the format
        ("Title", told.title),
        ("Description", told.alt),
        ("Software", told.program),
        ("Creation Time", told.drawn.isoformat(timespec="seconds")),
    ):
        image.setText(key, words)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(held, b"png")
    writer.setCompression(COMPRESSION)
    if not writer.write(image):
        raise UserError(tr("The picture could not be made: {why}.").format(why=writer.errorString()))
    progress.at(0.95)
    return bytes(held.data().data())
