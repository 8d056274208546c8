"""Columns that are known by another one beside them: a time by its date, a complaint by what was found, agencies."""

from collections.abc import Sequence, Set

from importers.agencies import agency_named
from importers.headings import FIRST_LINE, HOLDS, WEAK, is_name_like, match_heading
from importers.people.subjects import speaks_of_family
from importers.tables.evidence import DATES, SHORT_MEAN, Evidence
from importers.vocabulary import normal

LEAD = "_lead"
"""The field of what somebody came with; see ``fields.toml``."""

_SIDE_WORDS = 4
_MOSTLY, _LEAST_SERVICES = 0.5, 2
_PERSONS = frozenset(("subjects", "author", "source", "agency", "_present"))  # not words: fields


def time_of_date(headings: Sequence[str], evidence: Sequence[Evidence], taken: Set[int], date: int) -> int | None:
    """Beside "Arrival date" the column "Arrival time" has the time of day, whatever is dated so; None where none is."""
    dated = _besides(headings[date], "date")
    for column, words in enumerate(headings):
        free = column not in taken and evidence[column].mean_length <= SHORT_MEAN / 2
        if free and dated and _besides(words, "time") == dated:
            return column
    return None


def _besides(heading: str, word: str) -> str:
    """What a heading says besides "date" or "time": "arrival" for "Date of arrival"; empty for others."""
    tokens = normal(heading).split()
    if word not in tokens or len(tokens) < 2:
        return ""
    return " ".join(token for token in tokens if token not in (word, "of"))


def agency_by_cells(
    headings: Sequence[str], evidence: Sequence[Evidence], taken: Set[int], authors: Sequence[int]
) -> int | None:
    """Where no heading names the agency, the column of persons whose cells are agencies: "Who", "By", "Name".

    None where there is none. "Entered by" is the author whoever that is, and tells the agency as well only where it
    names agencies and no person; "By" may be the agency.
    """
    open_to = [column for column in authors if _may_be_agency(headings[column], evidence[column])]
    options = [
        (evidence[column].agencies, -column)
        for column, words in enumerate(headings)
        if (column not in taken or column in open_to)
        and evidence[column].agencies >= _MOSTLY
        and evidence[column].filled >= _LEAST_SERVICES
        and not _PERSONS.isdisjoint(match_heading(words))
    ]
    return -max(options)[1] if options else None


def names_authors(heading: str) -> bool:
    """Whether a heading can only mean those who wrote the rows: "Entered by" does, "By" does not."""
    return match_heading(heading).get("author", 0.0) >= FIRST_LINE


def _may_be_agency(heading: str, evidence: Evidence) -> bool:
    return not names_authors(heading) or (not evidence.persons and evidence.agencies >= DATES)


def lead_of_text(headings: Sequence[str], evidence: Sequence[Evidence], taken: Set[int], text: int) -> int | None:
    """The column of what somebody came with, which goes before what was found.

    None where there is none, or where the heading of the text says that it is the event.
    """
    if match_heading(headings[text]).get("text", 0.0) >= FIRST_LINE:
        return None
    leads = (column for column, words in enumerate(headings) if match_heading(words).get(LEAD, 0.0) >= WEAK)
    return next((column for column in leads if column not in taken and evidence[column].filled), None)


def side_by_side(headings: Sequence[str], evidence: Sequence[Evidence], taken: Set[int], text: int) -> dict[str, int]:
    """Where no heading names the text, prose under the names of agencies, or of children, tells events.

    Each heading and its column; empty where the text stands alone.
    """
    if match_heading(headings[text]).get("text", 0.0) >= HOLDS:
        return {}
    columns = [text, *(column for column in range(len(headings)) if column not in taken)]
    prose = sorted(c for c in columns if evidence[c].words >= _SIDE_WORDS and evidence[c].dates < DATES)
    if prose and all(agency_named(headings[column]) for column in prose):
        prose = sorted({*prose, *(c for c in columns if _tells_of_an_agency(headings[c], evidence[c]))})
    said = [headings[column] for column in prose]
    if len(prose) < 2 or text not in prose or len(set(said)) < len(prose):
        return {}
    agencies = all(agency_named(words) for words in said)
    if agencies or all(is_name_like(words) or speaks_of_family(words) for words in said):
        return dict(zip(said, prose, strict=True))
    return {}


def _tells_of_an_agency(heading: str, held: Evidence) -> bool:
    """Whether a column stands under an agency's name and holds words, be they few: "Referral received"."""
    said = held.filled and held.words >= _SIDE_WORDS / 2 and max(held.dates, held.numbers, held.yes_no) < DATES
    return bool(said) and agency_named(heading) is not None
