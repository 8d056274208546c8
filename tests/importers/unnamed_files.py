"""Twelve invented files in which no column names the children, each with whom a careful reader takes its rows to be
about. The expectations were written before the program had read any of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.builders import Grid, rows


@dataclass(frozen=True)
class Shape:
    """Files (name -> sheets, each name -> grid), the children, and "file/sheet/row" or "row" -> whom it is about.

    ``told`` are words of which each stands in some note of the import.
    """

    files: Mapping[str, Mapping[str, Grid]]
    children: tuple[str, ...]
    about: Mapping[str, str]
    told: tuple[str, ...] = ()
    born: Mapping[str, str] = field(default_factory=dict[str, str])


def one_sheet(text: str, name: str = "chronology.xlsx", sheet: str = "Sheet1") -> Mapping[str, Mapping[str, Grid]]:
    """A file of that name with one sheet, whose rows the text gives."""
    return {name: {sheet: rows(text)}}


def all_about(first: int, last: int, who: str) -> Mapping[str, str]:
    """Every row from the first to the last, each about that child."""
    return {str(row): who for row in range(first, last + 1)}


SHAPES: dict[str, Shape] = {
    "one child in the title": Shape(
        one_sheet("""
            Chronology of Jamie
            Date | Agency | Event
            03/02/2013 | School | Jamie told his teacher that there was no supper.
            11/02/2013 | GP | Chesty cough for a week. Inhaler given.
            19/03/2013 | Police | Called to shouting. Mr Hale (mother's partner) had gone before officers came.
            02/04/2013 | Health visiting | J weighed, 9th centile. Mother says he is a fussy eater.
        """),
        ("Jamie",),
        all_about(3, 6, "Jamie"),
        ("no column names a child", "title"),
    ),
    "nobody is named": Shape(
        one_sheet("""
            Date | Agency | Event
            03/02/2013 | School | Arrived without a coat. She told staff that she had not eaten.
            11/02/2013 | GP | Mother brought her with a cough.
            19/03/2013 | Housing | Letter to tenant: rent arrears of two months.
            02/04/2013 | Health visiting | Weighed, 9th centile.
            30/04/2013 | Children's Social Care | Child in need plan agreed.
        """),
        ("Child",),
        {"2": "Child", "3": "Child", "4": "", "5": "Child", "6": "Child"},
        ("no column names a child",),
    ),
    "whole name and birth after Re": Shape(
        one_sheet("""
            Re: Keira Brown dob 12/03/2004
            Prepared by Dr Lisa Moor, Holly Road Surgery
            Date | Source | Entry
            03/02/2013 | School | Keira absent again, third time this half term.
            11/02/2013 | Police | PC Shah spoke to Lisa (mother) in Holly Road. K asleep upstairs.
            19/03/2013 | School | Mrs Dale noticed a bruise on her arm.
        """),
        ("Keira Brown",),
        all_about(4, 6, "Keira Brown"),
        ("no column names a child", "title"),
        {"Keira Brown": "2004-03-12"},
    ),
    "a family only in the text": Shape(
        one_sheet("""
            Date | Agency | Event
            03/02/2013 | Health visiting | Home visit. Tom (6) and Amy (aged 3) seen with mother and Dave (stepfather).
            11/02/2013 | Nursery | Amy told nursery worker that she sleeps on the sofa.
            19/03/2013 | School | Tom's teacher rang Leanne: no packed lunch all week.
            02/04/2013 | Police | DC Harris visited Park Street, Bolton. Dave arrested.
            30/04/2013 | Children's Social Care | Initial child protection conference held. Plan agreed.
        """),
        ("Tom", "Amy"),
        {"2": "Tom Amy", "3": "Amy", "4": "Tom", "5": "Tom Amy", "6": "Tom Amy"},
        ("no column names a child",),
    ),
    "agencies under Who": Shape(
        one_sheet("""
            Child R: what the agencies knew
            When | Who | What happened | What was done
            March 2007 | Midwifery | R born at term. | Home next day
            12/04/2007 | Health visiting | Growth follows the 50th centile. | -
            May 2007 | Police | Called to an argument between the parents. | Notice sent
            03/06/2007 | Background | Parents part. | -
            11/07/2007 | Children's Social Care | Initial assessment closed. | No further action
            12/08/2007 | School | Older sister found eating from a bin. | Head told
        """),
        ("Child R",),
        all_about(3, 8, "Child R"),
        ("no column names a child", "title"),
    ),
    "children under Who": Shape(
        one_sheet("""
            Date | Who | What happened
            03/02/2013 | Leo | Lice again.
            11/02/2013 | Isla | Weighed, 25th centile.
            19/03/2013 | Leo & Isla | Both late for school.
            02/04/2013 | Mother | Rent arrears.
            05/04/2013 | Leo | Not brought to dentist.
            09/04/2013 | Isla | Clean and cheerful.
        """),
        ("Isla", "Leo"),
        {"2": "Leo", "3": "Isla", "4": "Isla Leo", "5": "", "6": "Leo", "7": "Isla"},
    ),
    "letters in the text": Shape(
        one_sheet("""
            Date | Agency | Event
            03/02/2013 | School | E told teacher that M was asleep when she got up.
            11/02/2013 | Health visiting | N weighed, 9th centile. E at school.
            19/03/2013 | School | E's mother collected her late.
            02/04/2013 | Health visiting | E & N at home in nightclothes at noon. F in bed.
            30/04/2013 | Nursery | N hungry on arrival.
        """),
        ("E", "N"),
        {"2": "E", "3": "E N", "4": "E", "5": "E N", "6": "N"},
        ("no column names a child",),
    ),
    "codes of a family": Shape(
        one_sheet("""
            Date | Subject | Event
            03/02/2013 | YP | Missing overnight.
            11/02/2013 | SIB1 | Absent from school.
            19/03/2013 | YP, SIB1 and SIB2 | Home visit, no food in.
            02/04/2013 | SIB2 | Not brought to clinic.
            05/04/2013 | All | Child in need plan agreed.
            09/04/2013 | Mother | Low mood.
        """),
        ("YP", "SIB1", "SIB2"),
        {"2": "YP", "3": "SIB1", "4": "YP SIB1 SIB2", "5": "SIB2", "6": "YP SIB1 SIB2", "7": ""},
    ),
    "unborn and then named": Shape(
        one_sheet("""
            Date | Service | Summary
            14/06/2010 | Midwifery | Booked at 10 weeks. Unborn baby growing well.
            02/09/2010 | Children's Social Care | Pre-birth assessment: previous children removed.
            05/01/2011 | Maternity | Baby Rosie born at 39 weeks, 3.3 kg.
            17/01/2011 | Health visiting | New birth visit. Rosie feeding well.
            09/03/2011 | GP | Six week check normal.
        """),
        ("Rosie",),
        all_about(2, 6, "Rosie"),
        ("no column names a child",),
    ),
    "a sheet for each child": Shape(
        {
            "family.xlsx": {
                "Amber": rows("""
                    Date | Agency | Event
                    03/02/2013 | School | Amber told her teacher that she was cold.
                    11/02/2013 | GP | Eczema. Cream given.
                """),
                "Joel": rows("""
                    Date | Agency | Event
                    04/02/2013 | Nursery | Wet nappy on arrival.
                    12/02/2013 | GP | Joel weighed, 9th centile.
                """),
            }
        },
        ("Amber", "Joel"),
        {
            "family.xlsx/Amber/2": "Amber",
            "family.xlsx/Amber/3": "Amber",
            "family.xlsx/Joel/2": "Joel",
            "family.xlsx/Joel/3": "Joel",
        },
    ),
    "only the file's name": Shape(
        one_sheet(
            """
            Date | Agency | Event
            03/02/2013 | School | Came in without socks. Said he had been up since five.
            11/02/2013 | GP | Ear infection, treated.
            19/03/2013 | Children's Social Care | Strategy discussion held.
            """,
            "finley_chronology.xlsx",
        ),
        ("Finley",),
        all_about(2, 4, "Finley"),
        ("no column names a child", "file"),
    ),
    "a second file says the child": Shape(
        {
            "school.xlsx": {
                "Log": rows("""
                    Date | Child | Event
                    03/02/2013 | Marcus | Late.
                    05/02/2013 | Marcus | No coat.
                """)
            },
            "gp.xlsx": {
                "Record": rows("""
                    Date | Consultation
                    11/02/2013 | The child has lost weight since the summer.
                    12/03/2013 | Seen with mother. Rash better.
                """)
            },
        },
        ("Marcus",),
        {
            "school.xlsx/Log/2": "Marcus",
            "school.xlsx/Log/3": "Marcus",
            "gp.xlsx/Record/2": "Marcus",
            "gp.xlsx/Record/3": "Marcus",
        },
        ("no column names a child", "the only child"),
    ),
}
