"""Qt's own words, as they stand on the buttons of questions, in the menus of text and in its file dialog.

Qt has no Welsh. Its messages are translated by our catalogue; what is not here, Qt says in English.
"""

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from app.language import in_use, tr


def speak(app: QCoreApplication) -> None:
    """Have Qt say its words in the language in use."""
    if in_use() != "en":
        app.installTranslator(_OwnWords(app))


class _OwnWords(QTranslator):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known = _words() | _words_of_preview()

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        return self._known.get(source)  # where it is None Qt asks the next one, and at last says it in English

    def isEmpty(self) -> bool:
        return not self._known


def _words() -> dict[str, str]:
    return {
        # on the buttons of questions
        "OK": tr("OK"),
        "Cancel": tr("Cancel"),
        "&Cancel": tr("&Cancel"),
        "Save": tr("Save"),
        "&Save": tr("&Save"),
        "Discard": tr("Discard"),
        "Don't Save": tr("Do not save"),
        "Close without Saving": tr("Close without saving"),
        "Close": tr("Close"),
        "&Close": tr("&Close"),
        "Open": tr("Open"),
        "&Open": tr("&Open"),
        "&Yes": tr("&Yes"),
        "&No": tr("&No"),
        "Help": tr("Help"),
        "Show Details...": tr("Show details…"),
        "Hide Details...": tr("Hide details…"),
        # on panels
        "Float": tr("Float"),
        "Undocks and re-attaches the dock widget": tr("Take the panel out of the window, or put it back"),
        "Closes the dock widget": tr("Close the panel"),
        "Close Tab": tr("Close tab"),
        "Scroll Left": tr("Scroll left"),
        "Scroll Right": tr("Scroll right"),
        # in the menus of text
        "&Undo": tr("&Undo"),
        "&Redo": tr("&Redo"),
        "Cu&t": tr("Cu&t"),
        "&Copy": tr("&Copy"),
        "&Paste": tr("&Paste"),
        "Delete": tr("Delete"),
        "Select All": tr("Select all"),
        "&Select All": tr("&Select all"),
        "Step &up": tr("Step &up"),
        "Step &down": tr("Step &down"),
        # in Qt's file dialog, where the system has none of its own
        "Look in:": tr("Look in:"),
        "File &name:": tr("File &name:"),
        "Files of type:": tr("Files of type:"),
        "Back": tr("Back"),
        "Forward": tr("Forward"),
        "Parent Directory": tr("The folder above"),
        "Create New Folder": tr("Make a new folder"),
        "List View": tr("As a list"),
        "Detail View": tr("With details"),
        "Name": tr("Name"),
        "Size": tr("Size"),
        "Type": tr("Type"),
        "Date Modified": tr("Last changed"),
        "&Rename": tr("&Rename"),
        "&Delete": tr("&Delete"),
        "Show &hidden files": tr("Show &hidden files"),
        "&New Folder": tr("&New folder"),
        "%1 already exists.\nDo you want to replace it?": tr("%1 is there already.\nReplace it?"),
    }


def _words_of_preview() -> dict[str, str]:
    """The tools over the pages that are to be printed."""
    return {
        "Fit width": tr("Fit width"),
        "Fit page": tr("Fit page"),
        "Zoom out": tr("Zoom out"),
        "Zoom in": tr("Zoom in"),
        "Portrait": tr("Portrait"),
        "Landscape": tr("Landscape"),
        "First page": tr("First page"),
        "Previous page": tr("Previous page"),
        "Next page": tr("Next page"),
        "Last page": tr("Last page"),
        "Show single page": tr("Show single page"),
        "Show facing pages": tr("Show facing pages"),
        "Show overview of all pages": tr("Show overview of all pages"),
        "Page setup": tr("Page set-up"),
        "Print": tr("Print"),
    }
