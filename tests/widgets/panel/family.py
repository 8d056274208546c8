"""An invented family with names that no word of the program holds, to be looked for wherever a panel might look."""

from dataclasses import replace
from datetime import date

from app.case.dates import exactly
from app.case.model import Adult, Case
from app.case.practice import Bookmark, Episode
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE

ELDER, YOUNGER = "Ottoline Varga", "Peregrine Varga"
SECRET = ("Ottoline", "Otty", "Peregrine", "Varga", "Leopold", "Quillfeather", "Zorblatt", "hoard", "marmalade")


def invented() -> Case:
    """Two children, a return of concern, a bookmark and an episode; every text holds something to be kept back."""
    cycle = [
        row._replace(
            subjects=ELDER,
            levels=dict.fromkeys((ELDER,), *row.levels.values()) if row.levels else {},
            text=f"{row.text} Otty and Leopold, marmalade everywhere.",
        )
        for row in CYCLE
    ]
    school = Row("2014-09-01", "all", 2, "hygiene", agency="Zorblatt Primary School", text="marmalade again")
    case = a_case([YOUNGER, ELDER], *cycle, school, file="hoard.xlsx")
    count = len(case.events)
    children = (
        replace(case.children[0], born=exactly(date(2009, 5, 6))),
        replace(
            case.children[1],
            born=exactly(date(2006, 3, 4), "Ottoline"),
            aliases=("Otty",),
            vulnerabilities=("Varga",),
        ),
    )
    days = date(2013, 3, 1), date(2013, 8, 31)
    events = replace(case.events, author=("Ms Quillfeather",) * count, date_words=("marmalade day",) * count)
    return replace(
        case,
        name="Varga review",
        marking="OFFICIAL-SENSITIVE",
        children=children,
        adults=(Adult(0, "Leopold Varga", ("Leo",)),),
        events=events,
        episodes=(Episode("Ottoline’s plan", *days, "marmalade", (ELDER,), "Quillfeather"),),
        bookmarks=(Bookmark("Ottoline in spring", *days, 1, None, "Quillfeather", "marmalade"),),
    )
