"""What we tell people, as opposed to what is our fault."""


class UserError(Exception):
    """A fault a person can understand and mend: one clear sentence, and perhaps a hint.

    ``message`` names the file, the sheet and the row where they are known. ``hint`` says
    what to try. Neither ever holds the text of a case.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class DataError(UserError):
    """A data file of ours or of the user's (scheme, headings) that does not hold together."""
