"""What keys and the buttons of a clicker do while the panel view is shown."""

from enum import Enum

from PySide6.QtCore import Qt

from app.language import tr


class Deed(Enum):
    """What a key asks for."""

    NEXT = "next"
    BEFORE = "before"
    FIRST = "first"
    LAST = "last"
    BLACK = "black"
    TEXT = "text"
    POINTER = "pointer"
    LANES = "lanes"
    CONTRAST = "contrast"
    NAMES = "names"
    RECORD_AFTER = "record after"
    RECORD_BEFORE = "record before"
    CLOSER = "closer"
    WIDER = "wider"
    WHOLE = "whole"
    HELP = "help"
    LEAVE = "leave"
    COPY = "copy"


_KEYS = {
    Deed.NEXT: (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter),
    Deed.BEFORE: (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Backspace),
    Deed.FIRST: (Qt.Key.Key_Home, Qt.Key.Key_F5),
    Deed.LAST: (Qt.Key.Key_End,),
    Deed.BLACK: (Qt.Key.Key_B, Qt.Key.Key_Period),
    Deed.TEXT: (Qt.Key.Key_T,),
    Deed.POINTER: (Qt.Key.Key_P,),
    Deed.LANES: (Qt.Key.Key_C,),
    Deed.CONTRAST: (Qt.Key.Key_H,),
    Deed.NAMES: (Qt.Key.Key_N,),
    Deed.RECORD_AFTER: (Qt.Key.Key_Down,),
    Deed.RECORD_BEFORE: (Qt.Key.Key_Up,),
    Deed.CLOSER: (Qt.Key.Key_Plus, Qt.Key.Key_Equal),
    Deed.WIDER: (Qt.Key.Key_Minus,),
    Deed.WHOLE: (Qt.Key.Key_0,),
    Deed.HELP: (Qt.Key.Key_Question, Qt.Key.Key_F1, Qt.Key.Key_Slash),
    Deed.LEAVE: (Qt.Key.Key_Escape,),
}

DEEDS = {int(key): deed for deed, keys in _KEYS.items() for key in keys}
"""The deed of each key."""

PANEL_KEYS: tuple[tuple[str, str], ...] = (
    (tr("Page Down, Right or Space"), tr("Next stop; a clicker sends the same")),
    (tr("Page Up or Left"), tr("Stop before")),
    (tr("Home or End"), tr("Whole case; last stop")),
    (tr("B or ."), tr("Black screen, and back")),
    (tr("Down or Up"), tr("Next record at this stop, or the one before")),
    (tr("T"), tr("Show what these rows say, for this moment; again to hide it")),
    (tr("P"), tr("A large ring around the pointer, and back")),
    (tr("C"), tr("All children, or only the one this stop is about")),
    (tr("H"), tr("White on black, and back")),
    (tr("N"), tr("Names in place of pseudonyms; asks first")),
    (tr("+, - or 0"), tr("Fewer days, more days, the whole record")),
    (tr("Ctrl+Shift+C"), tr("Put the chart on the clipboard, with pseudonyms")),
    (tr("?"), tr("These keys")),
    (tr("Esc"), tr("Leave the panel view")),
)
"""Key and deed, as the sheet of keys says them."""
