"""The product's own fonts, so that text measures and looks the same on every machine."""

from importlib import resources

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from app.theme import Theme

SMALLEST_POINTS = 10.0
"""The program's size of type where a person has asked for no other."""

FACES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf")  # not words: names of files


_LOADED = "own fonts"  # not words: the name of a property of the application


def load_fonts() -> str:
    """Make the shipped fonts known to Qt and return their family's name; needs a QGuiApplication, no window.

    Raises:
        RuntimeError: when there is no application yet, or a font of ours cannot be read.
    """
    app = QGuiApplication.instance()
    if app is None:
        raise RuntimeError("load_fonts needs a QGuiApplication")
    known = app.property(_LOADED)
    if isinstance(known, str):
        return known
    family = ""
    for face in FACES:
        number = QFontDatabase.addApplicationFontFromData(_bytes_of(face))
        names = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        if not names:
            raise RuntimeError(f"the font {face} cannot be read")
        family = names[0]
    app.setProperty(_LOADED, family)
    return family


def text_share(font: QFont, theme: Theme) -> float:
    """How many times as large as usual a person wants words to be, from the program's font (1 to 2).

    A theme that enlarges type by itself, as for a wall, has enlarged the font too, which counts for nothing here.
    """
    share = font.pointSizeF() / SMALLEST_POINTS / ((1 + theme.type_scale) / 2)
    return min(max(share, 1.0), 2.0)


def _bytes_of(face: str) -> bytes:
    return resources.files("resources").joinpath("fonts", face).read_bytes()
