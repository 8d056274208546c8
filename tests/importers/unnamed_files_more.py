"""Twelve more invented files without a column of children, harder than the first: many grown-ups, places and friends,
workers in columns of persons, codes, and two files of one family. Expectations were written before the first run."""

from tests.builders import rows
from tests.importers.unnamed_files import Shape, all_about, one_sheet

MORE: dict[str, Shape] = {
    "surnames, towns and schools": Shape(
        one_sheet("""
            Date | Agency | Event
            03/02/2013 | School | Kyle Benson excluded from Ashdown Primary for two days.
            11/02/2013 | Housing | Sarah Benson moved to Kirkby with Kyle from Whitby Road.
            19/03/2013 | School | Kyle hit Tyler in the playground. Tyler's mother complained.
            02/04/2013 | Police | PC Grant saw Kyle alone in Kirkby at 23.00.
            30/04/2013 | School | Mrs Owen: Kyle asleep in class again.
        """),
        ("Kyle",),
        all_about(2, 6, "Kyle"),
    ),
    "a mother by her first name": Shape(
        one_sheet("""
            Notes on Kai and Mia
            Date | Entry
            03/02/2013 | Leanne tearful, EPDS 16. Kai at nursery.
            11/02/2013 | Mia weighed, 25th centile. Leanne asked about housing.
            19/03/2013 | Leanne and Carl argued. Police called, children upstairs.
            02/04/2013 | Leanne pregnant, booked with midwife.
        """),
        ("Kai", "Mia"),
        {"3": "Kai", "4": "Mia", "5": "Kai Mia", "6": "Kai Mia"},
        ("title",),
    ),
    "workers under Name": Shape(
        one_sheet("""
            Chronology for Bethan
            Date | Name | Details | Outcome
            03/02/2013 | SW Jones | Home visit, Bethan seen alone. | -
            11/02/2013 | J. Smith (HV) | Weighed, 9th centile. | Review
            19/03/2013 | PC Shah | Called to shouting. | MASH
            02/04/2013 | Mrs Dale (teacher) | No packed lunch. | -
            30/04/2013 | SW Jones | Strategy discussion held. | s47
        """),
        ("Bethan",),
        all_about(3, 7, "Bethan"),
        ("title",),
    ),
    "children by letters in the text": Shape(
        one_sheet("""
            Date | Source | Event
            03/02/2013 | School | Child A told teacher that he sleeps on the floor.
            11/02/2013 | GP | Child B: not brought for immunisations.
            19/03/2013 | CSC | Home visit. Both children seen.
            02/04/2013 | CSC | Initial child protection conference: Child A and Child B made subject of plans.
        """),
        ("Child A", "Child B"),
        {"2": "Child A", "3": "Child B", "4": "Child A Child B", "5": "Child A Child B"},
    ),
    "subject in the title block": Shape(
        one_sheet("""
            Subject: Child K
            Agency: Northshire Hospital Trust
            Author: Named Nurse Helen Price
            Date | Presentation | Action
            03/02/2013 | Scald to foot, seen with grandmother. | Dressed
            11/02/2013 | Did not attend dressing clinic. | Letter
        """),
        ("Child K",),
        all_about(5, 6, "Child K"),
    ),
    "a school log with other pupils": Shape(
        one_sheet(
            """
            Date | Details of concern | Action
            03/02/2013 | Freya came in wet. Says she walked alone. | Dried
            11/02/2013 | Freya argued with Olivia, who moved table. | Circle time
            19/03/2013 | Freya's mother shouted at Mrs Hart in the yard. | Head told
            02/04/2013 | Freya absent, no call. | Home visit
            30/04/2013 | Asked for food at breakfast club. | Given toast
            """,
            "freya_school_log.xlsx",
        ),
        ("Freya",),
        all_about(2, 6, "Freya"),
    ),
    "a mother's own chronology": Shape(
        one_sheet("""
            Chronology of mother (adult mental health)
            Date | Entry
            03/02/2013 | Seen by psychiatrist, low mood.
            11/02/2013 | Did not attend. Letter to GP.
            19/03/2013 | Medication reviewed.
        """),
        (),
        all_about(3, 5, ""),
    ),
    "involved persons of both kinds": Shape(
        one_sheet("""
            Date | Involved | What happened
            03/02/2013 | Mother, Noor, HV | Development check, on track.
            11/02/2013 | Mother, Mr Khan | Argument in the street.
            19/03/2013 | Noor | Rash. Cream given.
            02/04/2013 | Noor, SW Ames | Seen alone at school.
        """),
        ("Noor",),
        {"2": "Noor", "4": "Noor", "5": "Noor"},
    ),
    "one name in one file, the baby in the other": Shape(
        {
            "hv.xlsx": {
                "Log": rows("""
                    Chronology: Baby Theo
                    Date | Contact
                    03/02/2013 | New birth visit. Theo feeding well.
                    11/02/2013 | Weighed, following the 50th centile.
                """)
            },
            "gp.xlsx": {
                "Record": rows("""
                    Date | Consultation
                    12/03/2013 | Baby seen with mother. Rash better.
                    19/03/2013 | Six week check normal.
                """)
            },
        },
        ("Theo",),
        {"hv.xlsx/Log/3": "Theo", "hv.xlsx/Log/4": "Theo", "gp.xlsx/Record/2": "Theo", "gp.xlsx/Record/3": "Theo"},
        ("the only child",),
    ),
    "a second file about another child": Shape(
        {
            "school.xlsx": {
                "Log": rows("""
                    Date | Child | Event
                    03/02/2013 | Marcus | Late.
                    05/02/2013 | Marcus | No coat.
                """)
            },
            "nursery.xlsx": {
                "Log": rows("""
                    Date | Event
                    11/02/2013 | Lola (aged 3) hungry on arrival.
                    12/03/2013 | Lola's mother late to collect. Lola crying.
                    19/03/2013 | Nappy sore, cream given.
                """)
            },
        },
        ("Marcus", "Lola"),
        {
            "school.xlsx/Log/2": "Marcus",
            "school.xlsx/Log/3": "Marcus",
            "nursery.xlsx/Log/2": "Lola",
            "nursery.xlsx/Log/3": "Lola",
            "nursery.xlsx/Log/4": "Lola",
        },
    ),
    "codes with initials": Shape(
        one_sheet("""
            Date | Child | Event
            03/02/2013 | Child 1 (E) | Late for school.
            11/02/2013 | Child 2 (N) | Weighed, 9th centile.
            19/03/2013 | E | Lice.
            02/04/2013 | E & N | Home visit.
            05/04/2013 | Child 1 (E) and Child 2 (N) | Child in need plan.
        """),
        ("Child 1", "Child 2"),
        {"2": "Child 1", "3": "Child 2", "4": "Child 1", "5": "Child 1 Child 2", "6": "Child 1 Child 2"},
    ),
    "unborn in a column, then named": Shape(
        one_sheet("""
            Date | Subject | Event
            14/06/2010 | Unborn | Booked at 10 weeks.
            02/09/2010 | Unborn baby | Pre-birth assessment.
            05/01/2011 | Rosie | Born at 39 weeks.
            17/01/2011 | Rosie | New birth visit, feeding well.
        """),
        ("Rosie",),
        all_about(2, 5, "Rosie"),
    ),
}
