"""What the options that several commands share ask for, and the case that comes of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

import click

from app.case.dates import day_number
from app.case.model import Case
from app.case.scheme import Scheme, default_scheme, scheme_called
from app.cli_values import Day
from app.errors import UserError
from app.language import tr
from app.reading import Reading

Order = Literal["dmy", "mdy", "ymd"]
_Command = TypeVar("_Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Wish:
    """What the options that several commands share ask for."""

    files: tuple[Path, ...]
    dates: Order
    password_file: Path | None
    scheme: str | None
    lexicon: Path | None
    children: str | None
    since: date | None
    until: date | None
    known_to: str | None = None
    on: date | None = None
    markers: bool = False

    def case(self) -> Case:
        """The case of these files; what should be told of them goes to standard error."""
        return self.taken(self.read())

    def taken(self, reading: Reading) -> Case:
        """The case that was read, or as much of it as the agencies asked for could have seen."""
        if (self.known_to is None) != (self.on is None):
            raise click.UsageError(tr("--as-known-to and --on go together."))
        if self.known_to is None or self.on is None:
            return _told(reading)
        from app.cli_seen import seen_case  # noqa: PLC0415 - few ask who knew what

        return seen_case(reading, self.known_to, self.on, self.lexicon)

    def read(self) -> Reading:
        """These files read into a case, and what should be told of them."""
        scheme = scheme_called(self.scheme) if self.scheme else default_scheme()
        reading = read(self.files, scheme, self.dates, self.password_file, self.lexicon, self.markers)
        if self.scheme is None:
            return reading
        if reading.case.scheme == scheme:
            return reading
        from app.coding.other_scheme import use_scheme  # noqa: PLC0415 - few ask for another scheme
        from app.coding.own_lexicon import load_lexicon  # noqa: PLC0415 - as above

        own = load_lexicon(self.lexicon, scheme) if self.lexicon else None
        # A case file has a scheme of its own; it goes over to the one asked for, and the file stays as it is.
        return replace(reading, case=use_scheme(scheme, own)(reading.case)[0])

    def chosen(self, case: Case) -> tuple[int, ...] | None:
        """The ids of the children asked for; None for all.

        Raises:
            UserError: for a name that the case does not have.
        """
        if self.children is None:
            return None
        known = {child.name.casefold(): child.id for child in case.children}
        wanted = [name.strip() for name in self.children.split(",") if name.strip()]
        for name in wanted:
            if name.casefold() not in known:
                told = ", ".join(child.name for child in case.children) or tr("not named in these files")
                raise UserError(
                    tr("No child called {name} is in this case.").format(name=name),
                    tr("The children are {told}.").format(told=told),
                )
        return tuple(known[name.casefold()] for name in wanted)

    def places(self, case: Case) -> list[int]:
        """The places of the events asked for in the event table."""
        table, children = case.events, self.chosen(case)
        shown = ~table.withdrawn
        if children is not None:
            shown &= table.subjects[:, list(children)].any(axis=1)
        if self.since is not None:
            shown &= table.end >= day_number(self.since)
        if self.until is not None:
            shown &= table.day <= day_number(self.until)
        return [int(place) for place in shown.nonzero()[0]]


FILES = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)  # not words: the usual sign
DATES = click.option(
    "--dates", type=click.Choice(["dmy", "mdy", "ymd"]), default="dmy", help=tr("order of figures in dates")
)
PASSWORDS = click.option(
    "--password-file", type=click.Path(path_type=Path), help=tr("passwords of protected files, one a line")
)


def wishes(command: _Command) -> _Command:
    """Add the options that several commands share."""
    options = (
        FILES,
        DATES,
        PASSWORDS,
        click.option("--scheme", metavar="NAME|FILE", help=tr("one that ships (wales, …) or your own .toml")),
        click.option("--lexicon", type=click.Path(path_type=Path), help=tr("a lexicon of your own, a .toml file")),
        click.option("--children", metavar="A,B", help=tr("only these children")),
        click.option("--from", "since", type=Day(), help=tr("only from this day on")),
        click.option("--to", "until", type=Day(), help=tr("only up to this day")),
        click.option("--as-known-to", "known_to", metavar="AGENCY,AGENCY", help=tr("only what these agencies knew")),
        click.option("--on", type=Day(), help=tr("the day on which they knew it")),
        click.option("--markers", is_flag=True, help=tr("suggest markers for rows whose codes a sheet states, too")),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _told(reading: Reading) -> Case:
    for line in reading.told:
        click.echo(line, err=True)
    return reading.case


def read(
    files: Sequence[Path],
    scheme: Scheme,
    dates: Order = "dmy",
    password_file: Path | None = None,
    lexicon: Path | None = None,
    markers: bool = False,
) -> Reading:
    """These files as one case, by that scheme.

    Raises:
        UserError: when none of them can be read.
    """
    from app.intake import read_files, read_passwords  # noqa: PLC0415  # late: ReadingAhead loads it in its own process

    return read_files(files, scheme, dates, read_passwords(password_file) if password_file else (), lexicon, markers)


JSON = click.option("--json", "as_json", is_flag=True, help=tr("print the document of the contract"))


def must_hold_events(case: Case) -> None:
    """See that there is something to tell.

    Raises:
        UserError: when the case has no event, with what its sheets are instead.
    """
    if not len(case.events):
        reasons = dict.fromkeys(f"{source.file}: {source.why}" for source in case.sources if source.why)
        raise UserError(tr("No event was found."), " ".join(reasons))
