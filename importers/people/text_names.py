"""Names that texts use as a child's is used: with an age, a mother, a teacher. Grown-ups and places are kept out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from importers.agencies import agency_named
from importers.people.name_cues import cue_words, one_of
from importers.vocabulary import CAPITALS, SMALLS, normal, people_words

_CAPITAL_WORD = rf"[{CAPITALS}][{SMALLS}]+(?:['’\-](?!s\b)[{CAPITALS}{SMALLS}]+)*"
_TOKEN = re.compile(rf"(?<![\w'’]){_CAPITAL_WORD}")
# One capital stands for a child: "E told teacher", "N's weight"; not in "A&E", "X-ray", "P 138" or "J. Smith".
_LETTER = re.compile(
    r"(?<![\w'’&/.\-])[B-EGHJ-LN-Z](?![\w/&\-]|\.\s?\w|\s?\d|\s+(?:hand|arm|leg|eye|ear|foot|knee|side)\b)"
)
_NUMBERED = re.compile(
    r"(?<![\w'’])(Child|CHILD|Sibling|SIBLING|Sib|SIB|YP|Young Person|Subject|Baby|Twin|Pupil)(\s?)([A-Z]|\d{1,2})"
    r"(?![\w&/\-]|\s*(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|times|x\b))"
)
_JOINS = re.compile(r"\s*(?:,|&|\+|\band\b|,\s*and\b)\s*")
_SURNAME = re.compile(rf"\s({_CAPITAL_WORD})")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_AGE = re.compile(
    rf"\s*(?:\(\s*(?:aged?:?\s*)?(?P<in>\d{{1,2}})\s*(?P<unit>years?|yrs?|yo|y|months?|mths?|mo|m|weeks?|wks?|w|days?"
    rf"|/\s?(?:12|52|7))?(?:\s*old)?\s*[,;)]|,?\s*aged?:?\s+(?P<aged>\d{{1,2}}|{'|'.join(_NUMBERS)})\b"
    rf"|\s+(?P<bare>\d{{1,2}}\s?(?:y|yo|yrs?)(?![\w/])|\d{{1,2}}(?:\.\d{{1,2}})?\s?kg\b)"
    rf"|,\s*(?P<after>\d{{1,2}})\s*(?:,|years?\b|months?\b)|(?P<born>\s*\((?:dob|d\.o\.b\.?|born|b\.)))",
    re.IGNORECASE,
)
_OLD = re.compile(r"(?:\b\d{1,2}|\b[a-z]+)[- ](?:year|month|week|day)s?[- ]old\s+$", re.IGNORECASE)
_BETWEEN = (
    r"(?:\s+(?:was|is|were|are|has|had|been|be|still|now|very|not|often|again|both|seen|seems|appeared|also)){0,3}"
)
_STARTS = re.compile(r"(?:^|[.!?;:\n\"“”(\-–—/•*])\s*$")
_GROWN = 18
_BEFORE, _AFTER = 32, 60
_LOOKED_AT = 2000
_PERIPHERAL = 4
_ENOUGH, _OFTEN, _SHORTEST = 2, 0.25, 2


@dataclass
class Tally:
    """How texts use one name. ``strong`` and ``weak`` are a child's cues, ``adult`` a grown-up's, ``place`` a place's.

    ``inside`` counts mentions that do not begin a sentence, ``row`` is the first (0-based) text with a child's cue.
    """

    name: str
    mentions: int = 0
    inside: int = 0
    strong: int = 0
    close: int = 0
    weak: set[str] = field(default_factory=set[str])
    adult: int = 0
    place: int = 0
    rows: set[int] = field(default_factory=set[int])
    beside: set[str] = field(default_factory=set[str])
    row: int = -1
    words: str = ""

    @property
    def is_child(self) -> bool:
        """Whether it is used as a child's name, and not as a grown-up's or a place's."""
        if self.adult >= max(1, self.strong) or (self.place and self.place > self.strong + len(self.weak)):
            return False
        # A word that only ever begins sentences may be none of a name's: three different cues must speak for it.
        enough = _ENOUGH if self.inside or len(self.name) == 1 else _ENOUGH + 1
        return self.strong > 0 or len(self.weak) >= enough

    @property
    def may_be_child(self) -> bool:
        """Whether nothing speaks against a child of whom a title says that it is one."""
        return self.adult <= self.strong and self.place <= self.strong + len(self.weak)

    @property
    def is_met(self) -> bool:
        """Whether it may be a child's, and does more than begin sentences as any word does."""
        return self.may_be_child and (self.inside > 0 or self.strong > 0 or bool(self.weak))


class _Mention(NamedTuple):
    """A name from ``start`` to ``end`` of a text, a surname included; ``first`` is the end of the first name."""

    name: str
    start: int
    end: int
    first: int


_NONE = _Mention("", -1, -1, -1)


def tally_names(texts: Sequence[str]) -> dict[str, Tally]:
    """Every word that may be a name in these texts, and how it is used; of long chronologies the first rows."""
    found: dict[str, Tally] = {}
    texts = texts[:_LOOKED_AT]
    for row, text in enumerate(texts):
        for line in text.splitlines():
            _Text(line, row, found).read()
    said = {word for text in texts for word in re.findall(r"(?<![\w'’])[a-zß-ÿ]{2,}", text)}
    return {name: use for name, use in found.items() if name.lower() not in said or use.close}


def children_among(found: dict[str, Tally]) -> list[Tally]:
    """Those who are children, in the order of their first cue: whole names, or else letters."""
    named = [use for use in found.values() if use.is_child and len(use.name) > 1]
    named += [use for use in found.values() if use not in named and _is_beside(use, named)]
    most = max((len(use.rows) for use in named), default=0)
    # A name that is met in one row beside one that is met often is a friend's, unless it has an age or is a sibling's.
    named = [use for use in named if use.close or len(use.rows) > 1 or most < _PERIPHERAL]
    initials = {use.name[0] for use in named}
    letters = [use for use in found.values() if use.is_child and len(use.name) == 1 and use.name not in initials]
    return sorted([*named, *(() if named else letters)], key=lambda use: use.row)


def _is_beside(use: Tally, named: Sequence[Tally]) -> bool:
    """Whether a name comes again and again, and once at least in one breath with a child's or with a child's cue."""
    if len(use.name) < _SHORTEST or not use.is_met or use.adult or use.place or not named:
        return False
    most = max(len(child.rows) for child in named)
    often = len(use.rows) >= max(_ENOUGH, most * _OFTEN) and use.inside > 0
    return often and (bool(use.weak) or any(child.name in use.beside for child in named))


def numbered_children(texts: Iterable[str]) -> dict[str, int]:
    """Children whom texts call by a number or letter ("Child B", "SIB1"), and the first (0-based) text of each."""
    found: dict[str, int] = {}
    for row, text in enumerate(texts):
        for kind, gap, number in _NUMBERED.findall(text):
            found.setdefault(f"{kind.capitalize() if len(kind) > 3 else kind}{gap}{number}", row)
    return found


class _Text:
    """One text whose names are added to a tally."""

    def __init__(self, text: str, row: int, found: dict[str, Tally]) -> None:
        self._text, self._row, self._found = text, row, found
        self._mentions = sorted(_mentions(text), key=lambda met: met.start)

    def read(self) -> None:
        """Add every mention, with what stands before and after it and those it is joined with."""
        chains: list[list[_Mention]] = []
        for met in self._mentions:
            joined = chains and _JOINS.fullmatch(self._text[chains[-1][-1].end : met.start])
            if joined:
                chains[-1].append(met)
            else:
                chains.append([met])
        for chain in chains:
            before, after = self._before(chain[0]), self._after(chain[-1])
            for met in chain:
                use = self._found.setdefault(met.name, Tally(met.name))
                use.mentions += 1
                use.rows.add(self._row)
                use.inside += met is not chain[0] or not self._begins(met)
                self._weigh(use, met, before, after)
                use.beside |= {other.name for other in chain if other.name != met.name}
                if met is not chain[-1]:
                    self._aged(use, met, self._text[met.end : met.end + _AFTER])

    def _before(self, met: _Mention) -> str:
        return self._text[max(0, met.start - _BEFORE) : met.start]

    def _after(self, met: _Mention) -> str:
        return self._text[met.end : met.end + _AFTER]

    def _weigh(self, use: Tally, met: _Mention, before: str, after: str) -> None:
        if _kin().search(before) and not _not_kin().search(before):
            self._add(use, strong=True, close=True)
        elif _adult_before().search(before):
            use.adult += 1
        if _OLD.search(before):
            self._add(use, strong=True, close=True)
        if _done().search(before):
            self._add(use, weak="done")
        if self._aged(use, met, after):
            return
        if _has().match(after):
            self._add(use, strong=True)
        elif _adult_has().match(after) or _adult_does().match(after) or _in_brackets(after):
            use.adult += 1
        elif does := _does().match(after):
            self._add(use, weak=normal(does[1]))
        elif after[:1] == ":" and len(after) > 2:
            self._add(use, weak=":")
        if _place().match(self._text[met.first : met.first + _AFTER]):
            use.place += 2
        elif _placed().search(self._before(met)):
            use.place += 1

    def _begins(self, met: _Mention) -> bool:
        return _STARTS.search(self._text[max(0, met.start - 3) : met.start]) is not None

    def _aged(self, use: Tally, met: _Mention, after: str) -> bool:
        age = _AGE.match(after)
        if age is None:
            return False
        if (age["bare"] or "").endswith("kg") and self._begins(met):
            self._add(use, weak="age")  # "Lost 3kg" tells no age either
            return True
        number = age["in"] or age["aged"] or age["after"]
        years = not age["unit"] or age["unit"][0].lower() == "y"
        if number and number.isdecimal() and years and int(number) >= _GROWN:
            use.adult += 1
        else:
            self._add(use, strong=True, close=True)
        return True

    def _add(self, use: Tally, *, strong: bool = False, close: bool = False, weak: str = "") -> None:
        use.strong += strong
        use.close += close
        if weak:
            use.weak.add(weak)
        if use.row < 0:
            use.row, use.words = self._row, self._text


def _mentions(text: str) -> Iterator[_Mention]:
    """Each word with a capital, and each capital alone, that may be a name; a surname belongs to the name before it."""
    last = _NONE
    for met in _TOKEN.finditer(text):
        word = met[0]
        if is_no_name(word):
            last = _NONE
        elif last.name and text[last.first : met.start()] == " " and not _place_word(word):
            last = _NONE  # a surname
        else:
            surname = _SURNAME.match(text, met.end())
            whole = surname is not None and not is_no_name(surname[1]) and not _place_word(surname[1])
            end = surname.end() if surname and whole else met.end()
            last = _Mention(word, met.start(), end, met.end())
            yield last
    for met in _LETTER.finditer(text):
        word = re.search(r"([\w'’]+)\s+$", text[: met.start()])
        if word is None or word[1].lower() not in cue_words("before a letter") | people_words().known_numbered:
            yield _Mention(met[0], met.start(), met.end(), met.end())


@cache
def is_no_name(word: str) -> bool:
    """Whether a word with a capital is no name of a person: it begins sentences, means relatives, or is an agency."""
    if len(word) == 1:
        return False
    said, small = normal(word), word.lower()
    if small.removesuffix("s") in cue_words("not a name"):
        return True
    if small in cue_words("not a name") or small in cue_words("adult before") or agency_named(word) is not None:
        return True
    return said in _people()


@cache
def _people() -> frozenset[str]:
    words = people_words()
    return frozenset(map(normal, (*words.adults, *words.everyone, *words.not_names, *words.boys, *words.girls)))


def _place_word(word: str) -> bool:
    return word.lower() in cue_words("place after")


def _in_brackets(after: str) -> bool:
    """Whether "(mother)", "(HV)" or ", the health visitor" says that a name is a grown-up's."""
    met = re.match(r"\s*\(([^)]{1,40})\)|,\s*(?:the|her|his|their|mother['’]s)\s+([\w' ]{2,30})", after)
    said = (met[1] or met[2] or "") if met else ""
    return bool(said) and (agency_named(said) is not None or not _adults().isdisjoint(normal(said).split()))


@cache
def _adults() -> frozenset[str]:
    before = cue_words("adult before")  # not words: a key
    return frozenset(word for word in map(normal, people_words().adults) if len(word) > 1) | before


@cache
def _kin() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('kin')}\s*[:,]?\s*\(?$")


@cache
def _not_kin() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('not kin')}\s+\w+\s*\(?$")


@cache
def _adult_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('adult before')}\.?,?\s*\(?$")


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('done to a child')}\s+(?:both\s+)?$")


@cache
def _has() -> re.Pattern[str]:
    return re.compile(rf"['’]s?\s+(?:\w+\s+){{0,1}}{one_of('child has')}(?!\w)")


@cache
def _adult_has() -> re.Pattern[str]:
    return re.compile(rf"['’]s?\s+(?:\w+\s+){{0,1}}{one_of('adult has')}(?!\w)")


@cache
def _adult_does() -> re.Pattern[str]:
    return re.compile(rf"{_BETWEEN}\s+{one_of('adult does')}(?!\w)")


@cache
def _does() -> re.Pattern[str]:
    return re.compile(rf"{_BETWEEN}\s+({one_of('child does')})(?!\w)")


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"\s+(?=[A-Z]){one_of('place after')}(?!\w)")


@cache
def _placed() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of('place before')}\s+(?:the\s+)?$")
