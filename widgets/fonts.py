"""The product's own fonts, so that text measures and looks the same on every machine."""

from importlib import resources

from PySide6.QtGui import QFontDatabase, QGuiApplication

FACES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf")


def load_fonts() -> str:
    """Make the shipped fonts known to Qt and return their family's name; needs a QGuiApplication, no window.

    Raises:
        RuntimeError: when there is no application yet, or a font of ours cannot be read.
    """
    if QGuiApplication.instance() is None:
        raise RuntimeError("load_fonts needs a QGuiApplication")
    family = ""
    for face in FACES:
        number = QFontDatabase.addApplicationFontFromData(_bytes_of(face))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if not names:
            raise RuntimeError(f"the font {face} cannot be read")
        family = names[0]
    return family


def _bytes_of(face: str) -> bytes:
    return resources.files("resources").joinpath("fonts", face).read_bytes()
