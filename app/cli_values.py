"""Values that the command line reads: sizes and days; and the help of its commands in the language in use."""

from datetime import date
from typing import TypeVar

import click

from app.language import tr

_Told = TypeVar("_Told", bound=click.Command)


def said(command: _Told) -> _Told:
    """The command with its help, which is its function's docstring, in the language in use."""
    if command.help:
        command.help = tr(command.help)  # from resources: tests/language/messages.py extracts docstrings of commands
    return command


class Size(click.ParamType["tuple[int, int]"]):
    """ "1920x1080" as (width, height) in pixels."""

    name = "WIDTHxHEIGHT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Two whole numbers with an x between them."""
        parts = str(value).lower().split("x")
        if len(parts) != 2 or not all(part.isdecimal() for part in parts):
            self.fail(tr("{value!r} is not a size such as 1920x1080").format(value=value), param, ctx)
        return int(parts[0]), int(parts[1])


class Day(click.ParamType["date"]):
    """An ISO date, 2015-03-10."""

    name = "DATE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """One exact day."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(tr("{value!r} is not a date such as 2015-03-10").format(value=value), param, ctx)
