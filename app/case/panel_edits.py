"""How what a panel is shown may change: pseudonyms of the reviewer's own, the order of stops, which are dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.case.model import Case, Changes, Edit
from app.case.plain_words import roles
from app.case.pseudonyms import Pseudonym, StopChoice, Whose, pseudonyms_of, with_pseudonym
from app.errors import UserError
from app.language import tr

LONGEST_PSEUDONYM = 40
"""Characters of a pseudonym: more would not stand beside a lane that is read from four metres."""


def give_pseudonym(whose: Whose, name: str, words: str, by: str) -> Edit:
    """Let the person of that name go by these words before a panel; empty words for the letter or number again.

    Raises:
        UserError: for words that are too long; and where the edit is run, for a person whom the case does not have,
            words that name a person of the case, or words that another person goes by.
    """
    wanted = " ".join(words.split())
    if len(wanted) > LONGEST_PSEUDONYM:
        told = tr("A pseudonym has {most} characters at most.").format(most=LONGEST_PSEUDONYM)
        raise UserError(told, tr("It stands beside a lane, to be read from afar."))

    def edit(case: Case) -> tuple[Case, Changes]:
        people = case.children if whose is Whose.CHILD else case.adults
        if name not in [person.name for person in people]:
            raise UserError(tr("{name} is no longer in this case.").format(name=name))
        if wanted:
            _must_hide(case, wanted)
            _must_be_free(case, whose, name, wanted)
        plan = with_pseudonym(case.panel, Pseudonym(whose, name, wanted, by))
        same = _words(plan.pseudonyms) == _words(case.panel.pseudonyms)
        return (case, Changes()) if same else (replace(case, panel=plan), Changes(panel=True))

    return edit


def arrange_stops(stops: Sequence[StopChoice]) -> Edit:
    """Show the panel these stops in this order, but those that are dropped; others come after them."""

    def edit(case: Case) -> tuple[Case, Changes]:
        if tuple(stops) == case.panel.stops:
            return case, Changes()
        return replace(case, panel=replace(case.panel, stops=tuple(stops))), Changes(panel=True)

    return edit


def _words(pseudonyms: Iterable[Pseudonym]) -> list[tuple[Whose, str, str]]:
    return [(item.whose, item.name, item.words) for item in pseudonyms]


def _must_hide(case: Case, wanted: str) -> None:
    """A pseudonym that holds somebody's name hides nobody."""
    said = set(wanted.casefold().replace("’", "'").split()) - roles()
    for person in (*case.children, *case.adults):
        if set(person.name.casefold().split()) & said:
            raise UserError(
                tr("“{words}” holds a name of this case, so it would hide nobody.").format(words=wanted),
                tr("Choose words that no one in the case goes by."),
            )


def _must_be_free(case: Case, whose: Whose, name: str, wanted: str) -> None:
    known = pseudonyms_of(case)
    for kind, people in ((Whose.CHILD, case.children), (Whose.ADULT, case.adults)):
        for person in people:
            if (kind, person.name) != (whose, name) and known.of(kind, person.id).casefold() == wanted.casefold():
                raise UserError(tr("Another person goes by “{words}” already.").format(words=wanted))
