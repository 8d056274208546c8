"""Children named in the title of a chronology, or in the name of its file or sheet, where no field is called so."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from importers.agencies import agency_named
from importers.people.name_cues import cue_words
from importers.people.text_names import Tally, is_no_name, numbered_children
from importers.vocabulary import normal, people_words

_SEGMENTS = re.compile(r"\s*[:–—|]\s*|\s+-\s+|\s*-{2,}\s*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AFTER_NAME = re.compile(r"\b(?:dob|d\.o\.b|born|date of birth|aged?)\b.*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:-[\w'’]+)*|&|\d[\w./-]*")
_CAPITAL = re.compile(r"[A-ZÀ-Þ]")
_AGED = re.compile(
    r"((?:\b[^\W\d_][\w'’-]+\s?){1,2})\s*\(\s*(b\.?|born|dob|d\.o\.b\.?|aged?)?\s*:?\s*\d[^)]*\)", re.IGNORECASE
)
_REGISTERED = re.compile(r"(?<![\w'’-])([A-ZÀ-Þ][A-ZÀ-Þ'’-]+),\s*([A-ZÀ-Þ][a-zß-ÿ'’-]+)(?![\w'’-])")
"""A surname in capitals, a comma and a forename, as registers and case systems write one name."""

_AND = frozenset(("and", "&"))
_POINTS = frozenset(("of", "for", "re", "about", "on", "concerning", "regarding"))  # not words: looked for in titles
_VOWELS = re.compile(r"[aeiouyâêîôûŵŷ]", re.IGNORECASE)
_LEAST = 3
_NO_AGENCIES = (None, "Family")  # not words: a name of agencies.toml; "FAMILY Z" is a family, and no child called Z
_OF_CHRONOLOGIES = re.compile(r"\b(?:chronolog|chron\b|timeline)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titled:
    """The children whom a title, or the name of a file or a sheet, names, and the words that do."""

    names: tuple[str, ...]
    words: str


def named_in_titles(lines: Iterable[str], used: Mapping[str, Tally]) -> Titled | None:
    """The children of the first line that names any; ``used`` tells how the texts use each name."""
    for line in lines:
        if numbered := tuple(numbered_children([line])):
            return Titled(numbered, line)
        said = forename_first(line)
        if found := _aged(said, used) or _left_in(said, used, registered=said != line):
            return Titled(found.names, line)
    return None


def forename_first(line: str) -> str:
    """A line with "DAVIES, Tyler" as "Tyler Davies"; a word in capitals that is no surname ("CAMHS") stays."""
    return _REGISTERED.sub(_turned, line)


def _turned(met: re.Match[str]) -> str:
    surname, forename = met[1].title(), met[2]
    known = cue_words("title word") | cue_words("kin")  # not words: keys
    if met[1].lower() in known or is_no_name(surname) or is_no_name(forename) or agency_named(met[1]):
        return met[0]
    return f"{forename} {surname}"


def named_by_file(stem: str, used: Mapping[str, Tally]) -> Titled | None:
    """The children after whom a file or a sheet is called: those whom the texts name too, if any.

    A name that no text has is taken only of a file that is called a chronology and has no second such word: two might
    be two children, or one.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem.replace("_", " ").replace("-", " "))
    if numbered := tuple(numbered_children([spaced.title()])):
        return Titled(numbered, stem)
    words = [word for word in re.findall(r"[^\W\d_]+", spaced) if word.lower() not in cue_words("title word")]
    if agency_named(spaced) is not None:
        words = [word for word in words if word.capitalize() in used]
    known = [word.capitalize() for word in words if (use := used.get(word.capitalize())) and use.is_met]
    if known:
        return Titled(tuple(dict.fromkeys(known)), stem)
    if len(words) != 1 or is_no_name(words[0].capitalize()) or not _is_word(words[0]):
        return None
    if _OF_CHRONOLOGIES.search(spaced) is None:
        return None
    return Titled((words[0].capitalize(),), stem)


def _is_word(word: str) -> bool:
    return len(word) >= _LEAST and _VOWELS.search(word) is not None


def _aged(line: str, used: Mapping[str, Tally]) -> Titled | None:
    """ "Nadia (b. 2006) and Omar (b. 2008)", "CASEY (14-16)"."""
    names = [
        name
        for met in _AGED.finditer(line)
        if (name := _name(met[1].split(), used)) and name[0].isupper() and (met[2] or _use(name, used))
    ]
    return Titled(tuple(names), line) if names else None


def _left_in(line: str, used: Mapping[str, Tally], *, registered: bool = False) -> Titled | None:
    """What is left of a title without the words of every title: "Chronology of Casey", "Ellie and Noah - notes".

    A name that was ``registered``, with its surname first, is surely one.
    """
    plain = re.sub(r"[,;/+]", " & ", _AFTER_NAME.sub("", _BRACKETS.sub(" ", line)))
    found: list[str] = []
    titled = joined = False
    pointed, before = registered, ""
    for segment in _SEGMENTS.split(plain):
        names: list[list[str]] = []
        apart = True
        # "for: Casey" points to whoever comes next.
        before = before if before in _POINTS else ""
        for word in _WORD.findall(segment):
            said = word.lower()
            if said in _AND or (_says_nothing(said) and not (len(word) == 1 and word.isupper())):
                titled |= said not in _AND
                joined |= said in _AND and bool(names)
                apart = True
            elif word[0].isdigit() or agency_named(word) not in _NO_AGENCIES:
                apart = True
            elif not _CAPITAL.match(word) or is_no_name(word.capitalize() if len(word) > 1 else word):
                return None
            else:
                if before in _POINTS and not pointed:
                    # Whoever stands before these words is the author: "National Panel: events for Casey".
                    found, names, pointed, apart = [], [], True, True
                if apart:
                    names.append([])
                names[-1].append(word)
                apart = False
            before = said
        found += [name for parts in names if (name := _name(parts, used))]
    if not found or not (titled or all((use := used.get(name.split()[0])) and use.is_child for name in found)):
        return None
    sure = pointed or (joined and len(found) > 1)
    known = all(_use(name, used) for name in found) or all(len(name) == 1 for name in found)
    return Titled(tuple(found), line) if sure or known else None


def _says_nothing(word: str) -> bool:
    return word in cue_words("title word") or word in cue_words("kin")


def is_of_adults(lines: Iterable[str]) -> bool:
    """Whether a title says that a chronology is a grown-up's: "Chronology of mother (adult mental health)"."""
    adults = {word for said in people_words().adults for word in normal(said).split()}
    for line in lines:
        words = normal(_BRACKETS.sub(" ", line)).split()
        left = [word for word in words if word not in cue_words("title word") and not word.isdecimal()]
        if left and len(left) < len(words) and adults.issuperset(left):
            return True
    return False


def _use(name: str, used: Mapping[str, Tally]) -> bool:
    use = used.get(name.split()[0])
    return use is not None and use.is_met


def _name(parts: list[str], used: Mapping[str, Tally]) -> str:
    """A name as the texts write it: "CASEY" is "Casey". Empty where a grown-up or a place is so called."""
    parts = [part for part in parts if len(part) == 1 or part.lower() not in cue_words("title word")]
    if not parts or len(parts) > _LEAST:
        return ""
    written = [part.capitalize() if part.isupper() and len(part) > 1 else part for part in parts]
    use = used.get(written[0])
    if is_no_name(written[0]) or agency_named(" ".join(written)) or (use is not None and not use.may_be_child):
        return ""
    return " ".join(written)
