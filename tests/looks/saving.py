"""How a picture of the program is kept: as a PNG of few colours, so that the repository stays small."""

import io
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPixmap

ROOT = Path(__file__).resolve().parents[2]
COLOURS = 256


def keep(picture: QPixmap | QImage, path: Path, colours: int = COLOURS) -> None:
    """Keep it in that file with a palette of so many colours, and say so."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not picture.save(buffer, "PNG"):  # pyright: ignore[reportCallIssue, reportArgumentType] - the stub lacks devices
        sys.exit(f"{path.name} could not be drawn")
    few(Image.open(io.BytesIO(held.data())), colours).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")


def few(image: Image.Image, colours: int = COLOURS) -> Image.Image:
    """The picture in the colours that serve it best; no dithering, which would blur words."""
    plain = image.convert("RGB")
    return plain.quantize(colours, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def make_small(path: Path) -> None:
    """Write a picture that is there again, in few colours."""
    with Image.open(path) as image:
        image.load()
        dpi = image.info.get("dpi")
        few(image).save(path, optimize=True, **({"dpi": dpi} if dpi else {}))
