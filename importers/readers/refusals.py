"""What is said of files that cannot be read: one sentence that names the file, and what to try."""

from app.errors import UserError
from app.language import tr


class Protected(UserError):
    """A file that asks for a password, and none of those given opens it. ``file`` is its name."""

    def __init__(self, file: str) -> None:
        super().__init__(
            tr("{file} is protected by a password.").format(file=file),
            tr("Give its password, or save it without one."),
        )
        self.file = file


def damaged(file: str) -> UserError:
    """A workbook or document that its reader gives up."""
    return UserError(
        tr("{file} is damaged, or is no workbook or document that can be read.").format(file=file),
        tr("Open it in the program that it comes from and save it again."),
    )


def too_large(file: str) -> UserError:
    """A file that holds, or unpacks to, more than one file may."""
    return UserError(
        tr("{file} holds or unpacks to more than can be read at once.").format(file=file),
        tr("Delete what is not the chronology, or split it, and save it again."),
    )


def too_slow(file: str) -> UserError:
    """A file whose reading does not come to an end."""
    return UserError(
        tr("{file} takes too long to read, and reading was stopped.").format(file=file),
        tr("It may be damaged: open it in a spreadsheet program and save it again."),
    )


def broke_reader(file: str) -> UserError:
    """A file that ended the process that read it."""
    return UserError(
        tr("{file} cannot be read: it is damaged, or unpacks to more than memory allows.").format(file=file),
        tr("Open it in a spreadsheet program and save it again."),
    )


def not_text(file: str) -> UserError:
    """A file that is neither a workbook nor text."""
    return UserError(
        tr("{file} is neither a spreadsheet nor a text file that can be read.").format(file=file),
        tr("Save the chronology as .xlsx, .ods, .csv or .docx."),
    )
