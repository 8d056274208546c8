"""Which children a text names and where: by name, code, initial, or as a group ("the boys", "all three")."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from app.case.dates import NO_DAY, day_number
from app.case.model import Case, Child

_GROUPS = re.compile(
    r"\b(?P<all>all (?:the )?(?:children|chn|kids|siblings|of them|three|four|five|six|seven|[2-9])\b|for all\b"
    r"|both children"
    r"|(?:the )?(?:whole )?family\b|(?:the )?(?:children|chn)\b)"
    r"|\b(?P<boys>(?:the )?(?:two |three |both )?boys)\b|\b(?P<girls>(?:the )?(?:two |three |both )?girls)\b"
    r"|\b(?P<young>(?:the )?(?:(?P<count>two|three|four|2|3|4) )?"
    r"(?:youngest|younger (?:ones|children|two|three|siblings)))\b"
    r"|\b(?P<kin>(?:(?:his|her|their|the|older|younger|elder|eldest|baby|little|big|half|twin|two|three|other)[ -])*"
    r"(?P<sex>brother|sister|sibling|sib)s?)\b(?!['’]?s? (?:in law|home|house|partner|flat))"
)
_COUNTED = re.compile(r"\ball (?:the )?\d|\d younge")
"""Where a figure may be part of a group."""
_GROUP_WORDS = (
    "all ",
    "for all",
    "family",
    "children",
    "sib",
    "brother",
    "sister",
    "chn",
    "boys",
    "girls",
    "young",
)  # not words: words of rows
"""Each group holds one of these; looking for them first is far quicker."""
_PRONOUNS = re.compile(r"\b(?:(?P<boy>he|him|his|himself)|she|her|hers|herself)\b")
_GROWN_UP = re.compile(
    r"\b(?:m[ou]m|mummy|mam|mother|mo|dad|daddy|father|fa|parents?|step\w*|partner|boyfriend|girlfriend|carer|mgm|mgf|pgm"
    r"|pgf|nan|gran\w*|aunt\w*|uncle|cousin|friend|teacher|worker|sw|hv|gp|officer|man|woman|male|female|neighbour|adult)\b"
)
"""Of whom "he" or "she" may be said as well."""
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS = {word: number for number, word in enumerate(_NUMBERS, 1)} | {str(number): number for number in range(1, 10)}
_NOBODY: frozenset[int] = frozenset()

DAYS_IN_YEAR = 365.25
_ADULT_LETTERS = frozenset("AIMFDG")


class Mention(NamedTuple):
    """The children named at a place in a text."""

    start: int
    end: int
    children: frozenset[int]


_Spoken = tuple[tuple[Mention, ...], tuple[re.Match[str], ...], tuple[re.Match[str], ...]]
"""The children whom a text names, where it speaks of a group of them, and where of one as he or she."""


def named_between(mentions: Sequence[Mention], first: int, last: int) -> frozenset[int]:
    """Every child named between two places."""
    children = _NOBODY
    for found in mentions:
        if first <= found.start and found.end <= last:
            children = children | found.children if children else found.children
    return children


class ChildNames:
    """The names of a case's children, ready to be looked for."""

    def __init__(self, case: Case) -> None:
        self.children = case.children
        self._sexed = any(child.sex for child in case.children)
        self._born = [_born_day(child) for child in case.children]
        self.knows_ages = any(born is not None for born in self._born)
        self.last_born = max((born for born in self._born if born is not None), default=NO_DAY)
        self._ids: dict[str, set[int]] = {}
        for child in case.children:
            for name in (child.name, *child.aliases):
                if len(name) > 1:
                    self._ids.setdefault(_key(name), set()).add(child.id)
        names = sorted(self._ids, key=len, reverse=True)
        self._with_figures = any(letter.isdecimal() for name in names for letter in name)
        self._firsts = tuple({name.split()[0] for name in names})
        listed = "|".join(r"[\s\-]?".join(map(re.escape, name.split())) for name in names)
        self._names = re.compile(rf"(?<!\w)(?:{listed})(?!\w)") if names else None
        self._initials = _initials(case.children)
        letters = "".join(self._initials)
        self._spoken: dict[str, _Spoken] = {}
        self._letters = (
            re.compile(
                # The letter first: what stands before it is looked at only where there is one.
                rf"([{letters}])(?:(?<![\w'&/.\-].)(?=['’]s\b|\s*[&+,:]|\s+(?:and\b|[a-z]{{2,}}))|(?<=[&+] .)\b)"
            )
            if letters
            else None
        )

    def mentions(
        self, text: str, written: str, subjects: frozenset[int], unborn: frozenset[int]
    ) -> tuple[Mention, ...]:
        """The children whom a text names, in order. ``text`` is in lower case, ``written`` as it was written.

        Groups are taken among the row's children.
        "All four" is every child alive where that is how many there are.
        """
        everyone = frozenset(range(len(self.children))) - unborn
        present = subjects or everyone
        named, groups, ones = self._spoken_of(text, written)
        if not groups and not ones:
            return named
        found = list(named)
        for match in ones:
            one = self._one(match, present, named)
            if one:
                found.append(Mention(match.start(), match.end(), one))
        for match in groups:
            kin = bool(match["kin"])
            group = self._kin(match, present, named) if kin else self._group(match, present, everyone)
            if group:
                found.append(Mention(match.start(), match.end(), group))
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _spoken_of(self, text: str, written: str) -> _Spoken:
        """The children named and the groups spoken of, remembered: a sentence is asked about for many rows."""
        known = self._spoken.get(written)
        if known is None:
            groups = tuple(_GROUPS.finditer(text)) if _holds_any(text, _GROUP_WORDS) else ()
            known = self._spoken[written] = self._named_in(text, written), groups, self._ones_in(text)
        return known

    def _ones_in(self, text: str) -> tuple[re.Match[str], ...]:
        """Where a text speaks of he or she and no grown-up can be meant; none where no child's sex is known."""
        if not self._sexed or "he" not in text and "hi" not in text or _GROWN_UP.search(text):
            return ()
        return tuple(_PRONOUNS.finditer(text))

    def _one(self, match: re.Match[str], present: frozenset[int], named: Sequence[Mention]) -> frozenset[int]:
        """The only boy, or girl, of those whom the text named before, or of nobody, of the row's."""
        among = named_between(named, 0, match.start()) or present
        if len(among) < 2 or any(self.children[child].sex is None for child in among):
            return _NOBODY
        sex = "M" if match["boy"] else "F"
        found = frozenset(child for child in among if self.children[child].sex == sex)
        return found if len(found) == 1 else _NOBODY

    def _named_in(self, text: str, written: str) -> tuple[Mention, ...]:
        found: list[Mention] = []
        if self._names and _holds_any(text, self._firsts):
            for match in self._names.finditer(text):
                ids = self._ids.get(_key(match[0]))
                if ids:
                    found.append(Mention(match.start(), match.end(), frozenset(ids)))
        if self._letters and not self._initials.keys().isdisjoint(written):
            for match in self._letters.finditer(written):
                found.append(Mention(match.start(), match.end(), frozenset({self._initials[match[1]]})))
        return tuple(sorted(found, key=lambda mention: mention.start))

    def groups_in(self, text: str, written: str) -> bool:
        """Whether a text speaks of a group of children, be it of none in the row; its two forms as in ``mentions``."""
        return any(self._spoken_of(text, written)[1:])

    def may_read_figures(self, text: str) -> bool:
        """Whether other figures in a text in lower case might name other children: "child 2", "all 3"."""
        return self._with_figures or _COUNTED.search(text) is not None

    def unborn_on(self, day: int) -> frozenset[int]:
        """The children who are known to be born after that day."""
        if day >= self.last_born:
            return _NOBODY
        return frozenset(child for child in range(len(self.children)) if self.unborn(child, day))

    def unborn(self, child: int, day: int) -> bool:
        """Whether the child is known to be born after that day."""
        born = self._born[child]
        return born is not None and day != NO_DAY and born > day

    def born(self, child: int) -> int | None:
        """The day on which the child was born; None where it is not known."""
        return self._born[child]

    def first_day_of_age(self, child: int, years: float) -> int:
        """The first day on which the child, whose birthday is known, is so many years old."""
        born = self._born[child] or 0
        return born + math.ceil(years * DAYS_IN_YEAR)

    def age_years(self, child: int, day: int) -> float | None:
        """The child's age in years on that day; None where it is not known."""
        born = self._born[child]
        return None if born is None or day == NO_DAY or born > day else (day - born) / DAYS_IN_YEAR

    def _kin(self, match: re.Match[str], present: frozenset[int], named: Sequence[Mention]) -> frozenset[int]:
        """Brothers and sisters of whom the text named before; of nobody, "the siblings" are all of the row's."""
        sex = match["sex"]
        before = named_between(named, 0, match.start())
        if not before:
            return present if sex.startswith("sib") else _NOBODY
        wanted = {"brother": "M", "sister": "F"}.get(sex)
        others = present - before
        if wanted is None or len(others) < 2:
            return frozenset(child for child in others if not wanted or self.children[child].sex in (wanted, None, ""))
        return frozenset(child for child in others if self.children[child].sex == wanted)

    def _group(self, match: re.Match[str], present: frozenset[int], everyone: frozenset[int]) -> frozenset[int]:
        count = _COUNTS.get(match["all"].split()[-1].lower(), 0) if match["all"] else 0
        if count and count == len(everyone):
            return everyone
        if match["boys"] or match["girls"]:
            sex = "M" if match["boys"] else "F"
            return frozenset(child for child in present if self.children[child].sex == sex)
        if match["young"]:
            by_age = sorted(present, key=lambda child: self._born[child] or 0, reverse=True)
            return frozenset(by_age[: _COUNTS.get((match["count"] or "").lower(), len(by_age))])
        return present


def _holds_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of these stands in the text; quicker than an expression that would find where."""
    return any(map(text.__contains__, words))


def _key(name: str) -> str:
    return " ".join(name.lower().replace("-", " ").split())


def _born_day(child: Child) -> int | None:
    if child.born is None:
        return None
    day = child.born.earliest or child.born.latest
    return None if day is None else day_number(day)


def _initials(children: tuple[Child, ...]) -> dict[str, int]:
    """Letters that stand for one child: an alias of one letter, or a first letter that only one child has."""
    firsts = [child.name[:1].upper() for child in children]
    found = {
        letter: child.id
        for child, letter in zip(children, firsts, strict=True)
        if letter.isalpha() and firsts.count(letter) == 1 and letter not in _ADULT_LETTERS
    }
    for child in children:
        found.update((alias.upper(), child.id) for alias in child.aliases if len(alias) == 1 and alias.isalpha())
    return found
