"""What the coder makes of one sentence or of one row, for tests."""

from app.case.model import Case
from app.coding.coder import Suggestions, suggest
from app.coding.context import meaning_of
from app.coding.entries import Concern, Cue, Ignored, LevelWords, Modifier, Shared
from app.coding.lexicon import AnyEntry, default_lexicon
from app.coding.phrases import Phrase, read_pattern, read_phrase
from app.coding.scanning import plain, scan, sentences
from tests.app.case_builder import Row, a_case

YEAR = 2014


def is_found(entry: AnyEntry, text: str) -> bool:
    """Whether an entry's words stand in a text and mean it."""
    if isinstance(entry, Cue | Ignored | Modifier | Shared):
        return any(phrase.pattern.search(plain(text)) for phrase in _phrases(entry))
    for sentence in sentences(text):
        found = scan(sentence, default_lexicon())
        if found is None:
            continue
        what = "concerns" if isinstance(entry, Concern) else "steps"
        for other, start, end in (*found.concerns, *found.levels, *found.markers):
            if other.id == entry.id:
                meant = meaning_of(found, start, end, YEAR, what).meant
                if meant in ("affirmed", "queried"):
                    return True
            if _says_as_much(other, entry):
                spans = [match.span() for phrase in _phrases(entry) for match in phrase.pattern.finditer(found.text)]
                if any(start <= first and last <= end and last - first < end - start for first, last in spans):
                    return True
    return False


def _says_as_much(longer: AnyEntry, entry: AnyEntry) -> bool:
    """Whether longer words that stand in a shorter entry's place say the same and weigh no less."""
    if isinstance(entry, LevelWords) and isinstance(longer, LevelWords):
        return (longer.state, longer.does) == (entry.state, entry.does)
    if not isinstance(entry, Concern) or not isinstance(longer, Concern):
        return False
    return longer.severity >= entry.severity and set(entry.categories) <= set(longer.categories)


def _phrases(entry: AnyEntry) -> list[Phrase]:
    return [*map(read_phrase, entry.phrases), *(read_pattern(one, entry.marks) for one in entry.patterns)]


def row(
    text: str,
    response: str | None = None,
    children: tuple[str, ...] = ("Perry", "Robin"),
    day: str = "2014-03-03",
    subjects: str = "all",
    agency: str = "",
) -> Case:
    """A case of one row that nobody has coded."""
    return a_case(children, Row(day, subjects, text=text, response=response, agency=agency))


def coded(
    text: str, response: str | None = None, day: str = "2014-03-03", subjects: str = "all", agency: str = ""
) -> tuple[Case, Suggestions]:
    """That case and what is proposed for its row."""
    case = row(text, response, day=day, subjects=subjects, agency=agency)
    return case, suggest(case)


def severity(text: str, day: str = "2014-03-03", agency: str = "") -> int:
    """The severity that is proposed for a row of this text."""
    return int(coded(text, day=day, agency=agency)[1].severity[0])


def categories(text: str) -> set[str]:
    """The categories that are proposed for a row of this text."""
    case, found = coded(text)
    return set(case.scheme.categories_in(int(found.categories[0])))


def levels(text: str, response: str | None = None, subjects: str = "all") -> dict[str, int]:
    """The levels that are proposed for a row, by child."""
    case, found = coded(text, response, subjects=subjects)
    return {child.name: int(found.level[0, child.id]) for child in case.children if found.level[0, child.id] >= 0}


def markers(text: str, response: str | None = None) -> set[str]:
    """The markers that are proposed for a row."""
    return set(coded(text, response)[1].markers[0])
