"""Who a row is about, by its subject cell: names, initials, codes, ranges, and words for everybody."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache

from rapidfuzz import fuzz

from importers.agencies import agency_named
from importers.headings import is_name_like
from importers.people.name_cues import cue_words
from importers.people.roster import Roster
from importers.vocabulary import CAPITALS, PeopleWords, normal, people_words

_SURNAME_FIRST = re.compile(rf"([{CAPITALS}][\w'’-]+),\s*([{CAPITALS}][\w'’.-]*(?:\s[{CAPITALS}][\w'’.-]*)?)")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SPLIT = re.compile(  # "Mali a Gethin", "Mali ac Owain": and in Welsh
    r"\s*(?:[;,/&+\n|]|\band\b|\bplus\b|\bwith\b|\balso\b|\bas well as\b|(?-i:\bac?\b(?=\s+[A-ZÀ-Þ])))\s*",
    re.IGNORECASE,
)
_CLASS_CODE = re.compile(r"(?:y|yr|year|p|s|class|f|ks|n|r)?\d{1,2}[a-z]?|\d+(?:yrs?|mths?|m|wks?|y)")
_RANGE = re.compile(r"([A-Za-z ]*?)\s*(\d{1,2}|[A-Z])\s*(?:-|–|—|to)\s*([A-Za-z ]*?)\s*(\d{1,2}|[A-Z])")
_NUMBERED = re.compile(r"([A-Za-z ]*?)\s*(\d{1,2}|[A-Z])")
_CODE = re.compile(  # "40712", "P-0044", "40712_867" of a collated return, and the UUIDs of health systems
    r"[A-Za-z]{0,4}[-/ ]?\d{2,12}(?:_\d{1,6})?[A-Za-z]?|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)
_LIKE = 88
_FAMILY = "Family"  # not words: a name of agencies.toml
_CODED = re.compile(r"([^\W\d_][\w'’ \-]*?)\s*[(\[]([^()\[\]]{1,30})[)\]]")
_ONE_LETTER = re.compile(r"[A-Z]\.?")
_FEW_WORDS = 6
_SHORT = 2
"""A name as short as "Ed" is a child's, though a department may be called so."""


@dataclass(frozen=True, slots=True)
class About:
    """What a subject cell says: these children, and perhaps words that mean others on another day.

    ``unknown`` are words that may be the name of a child nobody has met yet.
    """

    children: frozenset[int] = frozenset()
    everyone: bool = False
    unborn: bool = False
    adults: bool = False
    unknown: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether the cell names anybody at all, be it adults."""
        return bool(self.children) or self.everyone or self.unborn or self.adults or bool(self.unclear)

    def on(self, day: date, roster: Roster) -> frozenset[int]:
        """The children meant on that day."""
        found = self.children
        if self.everyone:
            found |= roster.at_home(day)
        if self.unborn:
            found |= roster.newborn(day)
        return found


NOBODY = About()


class SubjectReader:
    """Reads subject cells against what a roster knows. Make a new one once the roster has grown."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._initials = roster.initials()
        self._words = _Words(people_words())
        self._memo: dict[str, About] = {}

    def read(self, cell: str) -> About:
        """Who a cell names."""
        about = self._memo.get(cell)
        if about is None:
            about = self._memo[cell] = self._read(cell)
        return about

    def _read(self, cell: str) -> About:
        whole = self._known(cell) or self._surname_first(cell)
        if whole:
            return whole
        children: frozenset[int] = frozenset()
        everyone = unborn = adults = False
        unknown: list[str] = []
        unclear: list[str] = []
        for part in parts_of(cell):
            about = self._part(part)
            children |= about.children
            everyone, unborn, adults = everyone or about.everyone, unborn or about.unborn, adults or about.adults
            unknown += about.unknown
            unclear += about.unclear
        return About(children, everyone, unborn, adults, tuple(unknown), tuple(unclear))

    def _surname_first(self, cell: str) -> About | None:
        """ "Cole, Max" where Max Cole is known."""
        name = surname_first(cell)
        return self._known(f"{name[1]} {name[0]}") if name else None

    def _part(self, part: str) -> About:
        known = self._known(part) or self._numbered_range(part)
        if known:
            return known
        if (child := self._roster.with_initial(part)) is not None and not is_numbered_child(part):
            return About(frozenset((child,)))
        bare = undecorated(part)
        known = self._known(bare) or self._family(bare)
        if known:
            return known
        said = normal(bare)
        if len(said) == 1 and said in self._initials:
            return About(frozenset((self._initials[said],)))
        near = self._nearly(said)
        if near is not None:
            return About(frozenset((near,)))
        if said in self._words.both or agency_named(bare) is not None or is_service(bare):
            return About(adults=True)
        if is_name_like(bare) or _CODE.fullmatch(bare):
            return About(unknown=(bare,))
        return About(unclear=(bare,)) if said else NOBODY

    def _known(self, words: str) -> About | None:
        said = normal(words)
        if not said:
            return None
        child = self._roster.child_called(said)
        if child is not None:
            return About(frozenset((child,)))
        if said in self._roster.groups:
            return About(self._roster.groups[said])
        if said in self._words.everyone:
            return About(everyone=True)
        if said in self._words.adults or self._roster.is_adult(said):
            return About(adults=True)
        return self._by_kind(said)

    def _by_kind(self, said: str) -> About | None:
        words, roster = self._words, self._roster
        if said in words.unborn:
            return About(unborn=True)
        for known, sex in ((words.boys, "M"), (words.girls, "F")):
            if said in known:
                return About(roster.of_sex(sex), unclear=() if roster.of_sex(sex) else (said,))
        if said in words.youngest or said in words.eldest:
            ages = roster.by_age()
            if len(ages) == len(roster.children) > 0:
                return About(frozenset((ages[-1] if said in words.youngest else ages[0],)))
            return About(unclear=(said,))
        if said in words.twins:
            return About(roster.twins(), unclear=() if roster.twins() else (said,))
        return None

    def _family(self, bare: str) -> About | None:
        """ "All four", "the three children", "Children of Family Z": words of which one means everybody."""
        tokens = normal(bare).split()
        counted = [token for token in tokens if token in self._words.counts]
        if tokens[:1] in (["all"], ["both"]) and counted and len(tokens) <= 3:
            return About(everyone=True)
        if any(token in ("children", "siblings", "family", "household", "chn", "kids", "sibs") for token in tokens):
            partly = {
                "younger",
                "older",
                "youngest",
                "eldest",
                "oldest",
                "school",
                "some",
                "other",
                "two",
                "three",
                "elder",
            }
            return About(unclear=(bare,)) if partly & set(tokens) and "all" not in tokens else About(everyone=True)
        return None

    def _numbered_range(self, part: str) -> About | None:
        """ "C1-C4", "Child 1 to 3": every numbered child from one to the other."""
        match = _RANGE.fullmatch(part.strip())
        if not match:
            return None
        prefix, first, again, last = (group.strip() for group in match.groups())
        if normal(again) not in ("", normal(prefix)) or first.isdecimal() != last.isdecimal():
            return None
        names = _between(prefix, first, last)
        found = [self._roster.child_called(name) for name in names]
        ids = frozenset(child for child in found if child is not None)
        if ids:
            return About(ids)
        return About(unknown=tuple(names)) if normal(prefix) in self._words.numbered else None

    def _nearly(self, said: str) -> int | None:
        """A child whose name is spelt nearly so ("Pery"), if there is only one."""
        if len(said) < 4 or any(map(str.isdigit, said)):
            return None
        near = [
            child.id
            for child in self._roster.children
            if len(child.name) > 3 and fuzz.ratio(normal(child.name), said) >= _LIKE
        ]
        return near[0] if len(near) == 1 else None


def _between(prefix: str, first: str, last: str) -> list[str]:
    glue = " " if len(prefix) > 2 else ""
    if first.isdecimal():
        low, high = int(first), int(last)
        return [f"{prefix}{glue}{n}" for n in range(low, high + 1)] if low < high <= low + 20 else []
    return [f"{prefix}{glue}{chr(n)}" for n in range(ord(first), ord(last) + 1)] if first < last else []


def surname_first(cell: str) -> tuple[str, str] | None:
    """The surname and the forenames of a cell like "Cole, Max"; None for any other."""
    name = _SURNAME_FIRST.fullmatch(_BRACKETS.sub(" ", cell).strip()) if "," in cell else None
    return (name[1], name[2]) if name else None


def forenames_first(cell: str) -> str:
    """ "Cole, Jo; Cole, Max" with each name the way it is said; a cell where not every part is so written as it is."""
    parts = [_BRACKETS.sub(" ", part).strip() for part in re.split(r"[;\n]", cell)]
    names = [_SURNAME_FIRST.fullmatch(part) for part in parts if part]
    if len(names) < 2 or not all(names):
        return cell
    return "; ".join(f"{name[2]} {name[1]}" for name in names if name)


def parts_of(cell: str) -> list[str]:
    """A subject cell taken apart: "P, S & A (also Robin)" gives four. "Child 1 & 3" gives "Child 1", "Child 3"."""
    if "," in cell and (";" in cell or "\n" in cell):
        cell = forenames_first(cell)
    extra: list[str] = []

    def bracket(match: re.Match[str]) -> str:
        inside = next(group for group in match.groups() if group is not None).strip()
        first = normal(inside).split()[:1]
        if first and (first[0] in _also() or inside[:1] in "&+"):
            extra.append(inside)
        return " "

    outside = _BRACKETS.sub(bracket, cell)
    parts = [part.strip(" .:-–") for words in (outside, *extra) for part in _SPLIT.split(words)]
    found: list[str] = []
    prefix = ""
    for part in filter(None, parts):
        match = _NUMBERED.fullmatch(part)
        if match and normal(match[1]) in people_words().known_numbered:
            prefix = match[1].strip()
        elif prefix and match and not match[1].strip() and part.isdecimal():
            part = f"{prefix}{' ' if len(prefix) > 2 else ''}{part}"
        found.append(part)
    return found


@cache
def _also() -> frozenset[str]:
    return frozenset(word.split()[0] for word in people_words().also)


@cache
def _family_words() -> frozenset[str]:
    words = people_words()
    groups = (words.everyone, words.boys, words.girls, words.twins, words.unborn, words.youngest, words.eldest)
    return frozenset(normal(word) for group in (*groups, words.adults) for word in group)


def is_numbered_child(words: str) -> bool:
    """Whether words are a child without a name: "Child 1", "C2", "Sibling B"."""
    match = _NUMBERED.fullmatch(words.strip())
    return match is not None and normal(match[1]) in people_words().known_numbered


def means_several(words: str) -> bool:
    """Whether words stand for a group of a family or for a grown-up, and so are no child's name."""
    return normal(words) in _family_words()


@lru_cache(maxsize=8192)
def speaks_of_family(cell: str) -> bool:
    """Whether a short cell names nobody, and means members of a family all the same: "the twins", "C1 & 3", "Sibs"."""
    if normal(cell) in _family_words():
        return True
    return any(
        normal(part) in _family_words() or is_numbered_child(part) or _RANGE.fullmatch(part) for part in parts_of(cell)
    )


@cache
def undecorated(part: str) -> str:
    """A name without what stands round it: "Perry Y1", "baby Alex", "unborn Child D"."""
    tokens = part.split()
    if _NUMBERED.fullmatch(part) and normal(" ".join(tokens[:-1])) in people_words().known_numbered:
        return part
    decorations = frozenset(people_words().decorations)
    while len(tokens) > 1 and _decorates(tokens[-1], decorations) and not _ends_in_numbered(tokens):
        tokens.pop()
    while len(tokens) > 1 and normal(tokens[0]) in decorations and not _ends_in_numbered(tokens[:2]):
        tokens.pop(0)
    return " ".join(tokens)


def _decorates(token: str, decorations: frozenset[str]) -> bool:
    said = normal(token)
    return said in decorations or not said or _CLASS_CODE.fullmatch(said) is not None


def _ends_in_numbered(tokens: list[str]) -> bool:
    """Whether the last two words are a numbered child ("Child 2", "Sibling B"), whose number is no decoration."""
    match = _NUMBERED.fullmatch(tokens[-1])
    return (
        len(tokens) > 1 and match is not None and not match[1] and normal(tokens[-2]) in people_words().known_numbered
    )


def codes_with_names(cell: str) -> list[tuple[str, str]]:
    """What each child is called outside its brackets and inside them: "Child 1 (E)", "Ellie (C1)"."""
    found: list[tuple[str, str]] = []
    for met in _CODED.finditer(cell):
        outside, inside = met[1].strip(), met[2].strip()
        code_first = is_numbered_child(outside) and (_ONE_LETTER.fullmatch(inside) is not None or _is_called(inside))
        if code_first or (is_numbered_child(inside) and len(inside) > 1 and _is_called(outside)):
            found.append((outside, inside))
    return found


def _is_called(words: str) -> bool:
    return is_name_like(words) and not is_numbered_child(words) and not means_several(words) and not is_service(words)


@lru_cache(maxsize=8192)
def names_a_service(cell: str) -> bool:
    """Whether a short cell names agencies or their workers and nobody else: "School", "SW Jones", "J. Smith (HV)"."""
    if cell.count(" ") > _FEW_WORDS:
        return False
    parts, service = parts_of(cell), False
    if len(parts) == 1 and any(is_service(met[1] or met[2] or "") for met in _BRACKETS.finditer(cell)):
        return True
    for part in parts:
        if is_service(part):
            service = True
        elif not means_several(part):
            return False
    return service


def names_an_agency(cell: str) -> bool:
    """Whether a short cell that names workers or agencies alone says which agency: of "Dr Lane" nobody knows."""
    return names_a_service(cell) and agency_named(cell) not in (None, _FAMILY)


def is_service(words: str) -> bool:
    """Whether words are an agency, a post in one, or a worker with a title: "PC Shah"."""
    agency = agency_named(words)
    if agency is not None:
        return agency != _FAMILY and not (len(words) == _SHORT and words.istitle())
    first, _, rest = words.strip().partition(" ")
    return bool(rest) and first.lower().rstrip(".") in cue_words("adult before") and not means_several(first)


def names_a_person(words: str) -> bool:
    """Whether a short cell is one person's name: "K Webb", "Mrs Owen", "Karen Smith"; no agency, and no post in one."""
    first, _, rest = words.strip().partition(" ")
    if not rest or words.count(" ") > _SHORT:
        return False
    titled = first.lower().rstrip(".") in cue_words("adult before") and rest[0].isupper() and not means_several(first)
    return titled or (is_name_like(words) and agency_named(words) is None)


class _Words:
    """The words about people, normalised."""

    def __init__(self, words: PeopleWords) -> None:
        def normalised(group: Iterable[str]) -> frozenset[str]:
            return frozenset(map(normal, group))

        self.everyone = normalised(words.everyone)
        self.counts = normalised(words.counts)
        self.boys, self.girls = normalised(words.boys), normalised(words.girls)
        self.twins, self.unborn = normalised(words.twins), normalised(words.unborn)
        self.youngest, self.eldest = normalised(words.youngest), normalised(words.eldest)
        self.adults = normalised(words.adults)
        self.numbered = normalised(words.numbered)

    @cached_property
    def both(self) -> frozenset[str]:
        return frozenset(("both", "they", "them"))
