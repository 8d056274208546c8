"""What the coder makes of one sentence or of one row, for tests."""

from app.case.model import Case
from app.coding.coder import Suggestions, suggest
from app.coding.lexicon import AnyEntry, default_lexicon
from app.coding.own_lexicon import is_found as found_by_lexicon
from tests.app.case_builder import Row, a_case


def is_found(entry: AnyEntry, text: str) -> bool:
    """Whether an entry's words stand in a text and mean it."""
    return found_by_lexicon(entry, text, default_lexicon())


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
