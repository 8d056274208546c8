"""Who there is: the children and adults that a case and its new files speak of, and how each is called."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from app.case.dates import ChronologyDate, Precision
from app.case.model import Adult, Case, Child, Stay
from importers.headings import is_name_like
from importers.vocabulary import normal, people_words

PREGNANCY = timedelta(days=300)
"""An unborn child is one who is born within so many days after the row."""

_NEW = timedelta(days=42)
_SHORTEST = 3
_HAS = frozenset("'’0123456789")
"""In "Billie's father" and "Adult 1" the first word is no first name."""


@dataclass
class Roster:
    """The children and adults known so far, and every word they go by. Grows while files are looked through.

    ``groups`` are words for several children ("the boys"). ``alone`` is the one child whom the title of a sheet (its
    file and name) names, ``tabs`` the child after whom the sheet itself is called. ``stands_for`` are the
    children whom the rows of a sheet are about that name nobody, where no column of the case names a child; ``told``
    says of a sheet whom it was taken to be about, and why. ``by_column`` says that a case's columns named its children.
    """

    children: list[Child] = field(default_factory=list[Child])
    adults: list[Adult] = field(default_factory=list[Adult])
    groups: dict[str, frozenset[int]] = field(default_factory=dict[str, frozenset[int]])
    alone: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    tabs: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    stands_for: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict[tuple[str, str], frozenset[int]])
    told: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    known_before: int = 0
    by_column: bool = False
    _by_word: dict[str, int] = field(default_factory=dict[str, int])
    _adult_words: set[str] = field(default_factory=set[str])

    @staticmethod
    def of(case: Case) -> "Roster":
        """The people a case knows already, with their ids."""
        roster = Roster(list(case.children), list(case.adults), known_before=len(case.children))
        stated = any("subjects" in source.columns for source in case.sources)
        roster.by_column = bool(case.children) and (stated or not case.sources)
        for child in case.children:
            roster._index(child)
        for adult in case.adults:
            roster._adult_words.update(normal(word) for word in (adult.name, *adult.aliases) if normal(word))
        return roster

    def _index(self, child: Child) -> None:
        for word in (child.name, *child.aliases):
            self._by_word.setdefault(normal(word), child.id)

    def child_called(self, words: str) -> int | None:
        """The id of the child who is called so, by name or alias; None if nobody is."""
        return self._by_word.get(normal(words))

    def with_initial(self, words: str) -> int | None:
        """The one child whose whole name a first name with an initial shortens: "Theo B" is Theo Barr; else None."""
        first, _, initial = normal(words).rpartition(" ")
        if len(initial) != 1 or not first:
            return None
        whole = [child.id for child in self.children if normal(child.name).startswith(f"{first} {initial}")]
        return whole[0] if len(whole) == 1 else None

    def is_adult(self, words: str) -> bool:
        """Whether an adult of the case is called so."""
        said = normal(words)
        return said in self._adult_words or said in self._adult_forenames

    @property
    def _adult_forenames(self) -> set[str]:
        """The first names of adults known by their whole name, which no child bears; none before children are known."""
        if not self.children:
            return set()
        names = [adult.name for adult in self.adults if is_name_like(adult.name) and _HAS.isdisjoint(adult.name)]
        whole = [words for name in names if len(words := normal(name).split()) > 1]
        first = {words[0] for words in whole if len(words[0]) >= _SHORTEST and words[0] not in _kin()}
        return first - {word for child in self.children for word in normal(child.name).split()}

    def add_child(self, name: str, aliases: Iterable[str] = (), born: ChronologyDate | None = None) -> int:
        """The id of the child of that name, who is added if new; what was not known of an old one is added."""
        name = " ".join(name.split())
        known = self.child_called(name)
        if known is None:
            known = next((i for alias in aliases if (i := self.child_called(alias)) is not None), None)
        if known is None:
            known = self._same_forename(name)
        if known is None:
            known = len(self.children)
            self.children.append(Child(known, name, born))
        elif normal(self.children[known].name) != normal(name):
            aliases = (*aliases, name)
        self.learn(known, aliases=aliases, born=born)
        return known

    def _same_forename(self, name: str) -> int | None:
        """Whoever is already known by the same first name, where one of both names is only that."""
        first = normal(name).split()[:1]
        if not first or len(first[0]) < 3 or not is_name_like(name) or any(map(str.isdigit, name)):
            return None
        same = [child.id for child in self.children if normal(child.name).split()[:1] == first]
        if len(same) != 1:
            return None
        lengths = {len(normal(name).split()), len(normal(self.children[same[0]].name).split())}
        numbered = any(len(word) == 1 for word in normal(name).split())
        return same[0] if 1 in lengths and not numbered else None

    def learn(
        self,
        child: int,
        aliases: Iterable[str] = (),
        born: ChronologyDate | None = None,
        sex: str | None = None,
        away: Iterable[Stay] = (),
    ) -> None:
        """Add what was not known of a child; what was known stays."""
        known = self.children[child]
        mine = {normal(word) for word in (known.name, *known.aliases)}
        new: list[str] = []
        for alias in aliases:
            if normal(alias) and normal(alias) not in mine and self._by_word.get(normal(alias), child) == child:
                mine.add(normal(alias))
                new.append(alias.strip())
        stays = tuple(stay for stay in away if stay not in known.away)
        self.children[child] = replace(
            known,
            aliases=known.aliases + tuple(new),
            born=known.born or born,
            sex=known.sex or sex,
            away=known.away + stays if not known.away else known.away,
        )
        self._index(self.children[child])

    def add_adult(self, name: str, aliases: Iterable[str] = ()) -> None:
        """Add an adult, or the aliases of one who is known."""
        words = tuple(alias.strip() for alias in aliases if alias.strip())
        for place, adult in enumerate(self.adults):
            if normal(adult.name) == normal(name):
                new = tuple(word for word in words if word not in adult.aliases and normal(word) != normal(name))
                self.adults[place] = replace(adult, aliases=adult.aliases + new)
                break
        else:
            self.adults.append(Adult(len(self.adults), name, words))
        self._adult_words.update(normal(word) for word in (name, *words) if normal(word))

    def add_group(self, words: str, children: Iterable[int]) -> None:
        """Let words stand for several children ("the boys")."""
        members = frozenset(children)
        if members and normal(words):
            self.groups.setdefault(normal(words), members)

    def initials(self) -> dict[str, int]:
        """Each letter that only one child goes by, or that begins only one child's name, and that child."""
        letters: dict[str, list[int]] = {}
        for child in self.children:
            own = {normal(alias) for alias in child.aliases if len(normal(alias)) == 1}
            for letter in own or {normal(child.name)[:1]}:
                if letter.isalpha():
                    letters.setdefault(letter, []).append(child.id)
        return {letter: ids[0] for letter, ids in letters.items() if len(ids) == 1}

    def of_sex(self, sex: str) -> frozenset[int]:
        """The children known to be of that sex ("F" or "M"); none where any child's is not known."""
        if any(child.sex is None for child in self.children):
            return frozenset()
        return frozenset(child.id for child in self.children if child.sex == sex)

    def twins(self) -> frozenset[int]:
        """The children born on one day, where there is one such day; else none."""
        days: dict[date, list[int]] = {}
        for child in self.children:
            if child.born and child.born.precision is Precision.DAY:
                days.setdefault(child.born.day, []).append(child.id)
        found = [ids for ids in days.values() if len(ids) > 1]
        return frozenset(found[0]) if len(found) == 1 else frozenset()

    def by_age(self) -> list[int]:
        """The children whose birth is known, eldest first."""
        dated = [(child.born.day, child.id) for child in self.children if child.born]
        return [child for _, child in sorted(dated)]

    def at_home(self, day: date) -> frozenset[int]:
        """Every child who is alive and in the household that day. One whose birth nobody states counts."""
        return frozenset(child.id for child in self.children if _is_born(child, day) and not _is_away(child, day))

    def unborn(self, day: date) -> frozenset[int]:
        """The children expected that day, or born in the month that is all their key states."""
        return frozenset(
            child.id
            for child in self.children
            if child.born and day <= (child.born.latest or child.born.day) and child.born.day <= day + PREGNANCY
        )

    def newborn(self, day: date) -> frozenset[int]:
        """The children expected that day or born in the weeks before it: "the baby of" a mother."""
        return self.unborn(day) | frozenset(
            child.id for child in self.children if child.born and child.born.day <= day <= child.born.day + _NEW
        )


@cache
def _kin() -> frozenset[str]:
    """Words that begin what somebody is called who has no name here: "maternal", "father", "child"."""
    words = people_words()
    return frozenset(normal(word).split()[0] for word in (*words.adults, *words.numbered))


def _is_born(child: Child, day: date) -> bool:
    return child.born is None or child.born.day <= day


def _is_away(child: Child, day: date) -> bool:
    return any(stay.since.day <= day and (stay.until is None or day <= stay.until.day) for stay in child.away)
