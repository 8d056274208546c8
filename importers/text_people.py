"""Who a row is about where no column says so: names in its text, who was seen, and what kind of contact it was."""

import re
from datetime import date

from importers.people import SubjectReader
from importers.roster import Roster
from importers.vocabulary import normal, people_words

# A letter stands for a child where words go on after it: "S lost 600g", "P's coat", "P & S"; not in "P 138".
_AFTER_INITIAL = r"(?=['’]s\b|\s*[&+,;.]|\s+(?:and\b|[a-z]{2,}))"
_ARTICLES = frozenset(("a", "i"))


class TextReader:
    """Finds the children that a text speaks of. Make a new one once the roster has grown."""

    def __init__(self, roster: Roster, subjects: SubjectReader) -> None:
        self._roster = roster
        self._subjects = subjects
        self._cues = people_words().cues
        self.knows_births = any(child.born for child in roster.children)
        self._ids = {
            normal(word): child.id
            for child in roster.children
            for word in (child.name, *child.aliases)
            if len(normal(word)) > 1 and normal(word) not in _unborn_words()
        }
        words = sorted((re.escape(w) for c in roster.children for w in (c.name, *c.aliases) if len(w) > 1), key=len)
        self._names = re.compile(rf"(?<![\w])(?:{'|'.join(reversed(words))})(?!\w)") if words else None
        self._initials = {letter: child for letter, child in roster.initials().items() if letter not in _ARTICLES}
        letters = "".join(letter.upper() for letter in self._initials)
        self._initial = re.compile(rf"(?<![\w'’&/.\-])([{letters}]){_AFTER_INITIAL}") if letters else None

    def named(self, text: str) -> frozenset[int]:
        """The children whose names or initials stand in a text."""
        found: set[int] = set()
        if self._names:
            found.update(self._ids[said] for name in self._names.findall(text) if (said := normal(name)) in self._ids)
        if self._initial:
            found.update(self._initials[letter.lower()] for letter in self._initial.findall(text))
        return frozenset(found)

    def about(self, text: str, seen: str, contact: str, day: date) -> frozenset[int]:
        """The children whom a row without a subject cell is about.

        The state of the home concerns every child who lives there, unless the contact was about one child and names
        the home in passing. Where nothing tells, nobody is taken.
        """
        both = f"{contact}\n{text}"
        named = self.named(text)
        met = self._subjects.read(seen).on(day, self._roster) if seen else frozenset[int]()
        if self._cues["antenatal"].search(both) and (unborn := self._roster.unborn(day)):
            return named | unborn if named else met | unborn
        at_home = bool(self._cues["home"].search(text) or self._cues["family contact"].search(both))
        children = self._cues["children"].search(text) is not None
        everyone = self._roster.at_home(day) | named
        if named:
            alone = bool(met) and met <= named
            return named if not (at_home or children) or (alone and not children) else everyone
        if met:
            return everyone if at_home and len(met) > 1 else met
        return everyone if at_home or children else frozenset()

    def cared_for_before_birth(self, text: str, contact: str, day: date) -> frozenset[int]:
        """The unborn child whom a row about its mother is really about."""
        unborn = self._roster.unborn(day) if self.knows_births else frozenset[int]()
        return unborn if unborn and self._cues["antenatal care"].search(f"{contact}\n{text}") else frozenset()

    def adds_unborn(self, text: str, about: frozenset[int], day: date) -> frozenset[int]:
        """The unborn child where the row is about every other child and names it in its text."""
        unborn = self._roster.unborn(day) if self.knows_births else frozenset[int]()
        if unborn and about >= self._roster.at_home(day) and self._cues["antenatal"].search(text):
            return about | unborn
        return about


def _unborn_words() -> frozenset[str]:
    return frozenset(map(normal, people_words().unborn))
