"""Who a row is about where no column says so: names in its text, who was seen, and what kind of contact it was."""

import re
from datetime import date
from functools import cache

from importers.people.name_cues import finds
from importers.people.roster import Roster
from importers.people.subjects import SubjectReader
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

    def singled_out(self, text: str, day: date) -> frozenset[int]:
        """The children whom a text counts by age: "two eldest". Only where every child's birth is known."""
        found: frozenset[int] = frozenset()
        for match in _ranked().finditer(text):
            count = _number(match["count"] or match["after"])
            home = self._roster.at_home(day)
            ages = [child for child in self._roster.by_age() if child in home]
            if len(ages) == len(home) >= count:
                young = normal(match["rank"] or match["first"]) in map(normal, people_words().ranked_youngest)
                found |= frozenset(ages[-count:] if young else ages[:count])
        return found

    def all_counted(self, text: str, day: date) -> frozenset[int]:
        """Every child at home where a text says "all 4" and they are four."""
        home = self._roster.at_home(day)
        return home if any(_number(match[1]) == len(home) for match in _all_counted().finditer(text)) else frozenset()

    def others(self, text: str, day: date) -> frozenset[int]:
        """Every child at home where a text speaks of "the others", and so of those whom it does not name."""
        return self._at_home(text, day) if self._cues["other children"].search(text) else frozenset()

    def about(self, text: str, seen: str, contact: str, day: date) -> frozenset[int]:
        """The children whom a row without a subject cell is about.

        The state of the home concerns every child who lives there, unless the contact was about one child and names
        the home in passing. Where nothing tells, nobody is taken.
        """
        both = f"{contact}\n{text}"
        named = self.named(text) | self.singled_out(text, day)
        met = self._subjects.read(seen).on(day, self._roster) if seen else frozenset[int]()
        if self._cues["antenatal"].search(both) and (unborn := self._roster.unborn(day)):
            return named | unborn if named else met | unborn
        at_home = bool(self._cues["home"].search(text) or self._cues["family contact"].search(both))
        children = self._speaks_of_children(text) or (bool(named) and bool(self._cues["other children"].search(text)))
        everyone = self._at_home(text, day)
        if named:
            alone = bool(met) and met <= named
            passing = not (at_home or children) or (alone and not children)
            return named if passing else everyone | (named - self._elsewhere(text))
        if met:
            return everyone if at_home and len(met) > 1 else met
        return everyone if at_home or children else frozenset()

    def stand_in(self, place: tuple[str, str], alone: bool, text: str, day: date) -> frozenset[int]:
        """The children whom a row is about that names nobody: those for whom its sheet (file and name) stands.

        Where the sheet stands for nobody, the only child, if ``alone`` says that no column tells. A row plainly about
        a grown-up's matters is about no child.
        """
        meant = self._roster.stands_for.get(place)
        if meant is None:
            return frozenset((0,)) if alone and len(self._roster.children) == 1 else frozenset()
        if self._of_adults_alone(text):
            return frozenset()
        return meant & self._roster.at_home(day) or meant & self._roster.unborn(day) or meant

    def _of_adults_alone(self, text: str) -> bool:
        young = finds("of the young")  # not words: a key
        return self._cues["adult matter"].search(text) is not None and not young.search(text)

    def _speaks_of_children(self, text: str) -> bool:
        """Whether a text speaks of the children, and not only to say that none was there."""
        return self._cues["children"].search(_absent().sub(" ", text)) is not None

    def _at_home(self, text: str, day: date) -> frozenset[int]:
        return self._roster.at_home(day) - self._elsewhere(text)

    def _elsewhere(self, text: str) -> frozenset[int]:
        """Children of whom a text says that they are with kin of another household: "Robin at grandmother's"."""
        if self._names is None:
            return frozenset()
        found = (match for match in self._names.finditer(text) if _with_kin().match(text, match.end()))
        return frozenset(self._ids[said] for match in found if (said := normal(match[0])) in self._ids)

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


_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


_NUMBER = rf"(?:[2-9]|{'|'.join(_NUMBERS)})"
_NO_CHILDREN = r"\s+(?:day|week|month|year|hour|minute|time|visit|appointment|session|agenc|meeting)"


@cache
def _ranked() -> re.Pattern[str]:
    words = people_words()
    ranks = "|".join(map(re.escape, (*words.ranked_youngest, *words.ranked_eldest)))
    return re.compile(
        rf"\b(?:(?P<count>{_NUMBER})\s+(?P<rank>{ranks})|(?P<first>{ranks})\s+(?P<after>{_NUMBER}))\b", re.IGNORECASE
    )


@cache
def _all_counted() -> re.Pattern[str]:
    return re.compile(rf"\ball\s+(?:of\s+the\s+|the\s+)?({_NUMBER})\b(?!{_NO_CHILDREN})", re.IGNORECASE)


@cache
def _absent() -> re.Pattern[str]:
    """Words that say that children were not there."""
    children = "|".join(map(re.escape, people_words().absent_children))
    return re.compile(
        rf"\b(?:(?:no|without)\s+(?:other\s+|small\s+)?(?:{children})"
        rf"|(?:{children})\s+(?:were\s+|was\s+)?not\s+(?:seen|present|there|home|at\s+home|in))\b",
        re.IGNORECASE,
    )


@cache
def _with_kin() -> re.Pattern[str]:
    kin = "|".join(map(re.escape, sorted(people_words().kin_elsewhere, key=len, reverse=True)))
    return re.compile(
        rf"\s+(?:(?:is|was|are|were|currently|still|stays?|stayed|staying|lives?|living|asleep)\s+){{0,2}}(?:at|with)\s+"
        rf"(?:(?:his|her|their|the)\s+)?(?:{kin})\b",
        re.IGNORECASE,
    )


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else 2 + _NUMBERS.index(words.lower())


def _unborn_words() -> frozenset[str]:
    return frozenset(map(normal, people_words().unborn))
