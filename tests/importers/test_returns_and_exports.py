"""Children's services returns, event logs and agencies' exports, and tables of figures beside them.

All files are made up here, in the shapes in which such systems write them: headings of codes, dates of birth beside
the dates of events, numbers of children that could be days, and states of work that are no levels of a child's need.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

from app.case.model import Source
from tests.builders import a_text_file, about, events_of, imported

EPISODES_MISSING = """CHILD,DOB,MISSING,MIS_START,MIS_END,LA,YEAR
40712,2006-03-01,M,2021-05-02,2021-05-04,Northshire,2021
40712,2006-03-01,A,2021-06-11,2021-06-12,Northshire,2021
53380,2009-11-01,M,2021-08-20,,Northshire,2021
"""

CASE_NOTES = """"case_id", "visit_id", "visit_date", "note", "note_type"
"40712","1","2023-02-14","Home visit. The flat was cold, and both children wore coats indoors.","note"
"40712","2","2023-02-28","Second visit. The heating was mended, and the children played on the floor.","note"
"53380","1","2023-03-07","Met the family at school, who reported that he came without lunch.","note"
"""

REFERRALS = """referral_id,patient_id,referral_date,urgency,referral_reason,status,created_date
R1,P7,2023-04-03,Routine,Speech delay noted at the two year review,Completed,2023-04-05
R2,P7,2023-05-09,Urgent,Weight has fallen across two centiles,In Progress,2023-05-09
R3,P9,2023-05-22,Routine,Hearing test was failed at school,Pending,2023-05-30
"""

STREET = """Month,Reported by,Falls within,Location,LSOA name,Crime type,Last outcome category
2022-03,Eastshire Police,Eastshire Police,On or near Mill Lane,Eastshire 004B,Burglary,Under investigation
2022-03,Eastshire Police,Eastshire Police,On or near Park Road,Eastshire 004C,Other theft,Under investigation
2022-04,Eastshire Police,Eastshire Police,On or near High Street,Eastshire 007A,Drugs,Offender given a caution
"""

ADMISSIONS = """row_id,subject_id,hadm_id,admittime,dischtime,admission_type,religion,ethnicity,language,diagnosis
1,10441,200117,2019-10-23 21:09:00,2019-11-01 17:15:00,EMERGENCY,NONE,WHITE,ENGL,FRACTURE OF FEMUR
2,10441,200954,2020-02-14 02:32:00,2020-02-15 18:59:00,EMERGENCY,NONE,WHITE,ENGL,BURN OF HAND
3,10907,201336,2020-03-04 23:36:00,2020-03-07 15:13:00,EMERGENCY,NONE,ASIAN,ENGL,FAILURE TO THRIVE
"""

CHANGES = """item_ref,release_datetime,change_title,change_state
A1,,Longer names are allowed in the field,pending
A1,08/07/2023 10:00,Shorter names are allowed in the field,released
A2,,A new item was added to the form,pending
A2,10/07/2023 05:00,The field was renamed in the form,released
A3,11/07/2023 00:00,The number became a whole number,released
"""

TEAMS = """referral_id,patient_id,team_id,referral_date,discharge_date
1,157,3,2025-04-03,2025-10-16
2,108,6,2025-01-10,2025-06-14
3,157,4,2024-11-18,2025-06-28
"""

ASKED = """Agency,Requested,Returned,Author,Status
Police,01/03/2016,04/04/2016,J Doe,Complete
School,01/03/2016,20/03/2016,K Poe,Pending
"""

POLLS = """org,startDate,endDate,A,B,C,D,E,sampleSize,source,remark
Phone,2004-10-30,2004-11-07,39.5,44.5,8.5,2,2,1450,,
Phone,2004-11-13,2004-11-21,39,44,8.5,1.5,2,2090,,face-to-face
Panel,2004-11-27,2004-12-05,40,43,8,2,2,1900,,
Panel,2004-12-11,2004-12-12,41,42.5,9,1,2,1011,,
"""

PEOPLE = """id,date_of_birth,gender,region
x1,12/02/1993,female,A
x2,27/10/1998,male,B
,,,
"""

AUTHORITIES = """Time period,Time identifier,LA name,Category,Referrals,April,May,June
2024,Reporting year,Northshire,Month of referral,621,43,55,58
2024,Reporting year,Eastshire,Month of referral,320,23,29,29
"""


def read(tmp_path: Path, text: str) -> tuple[Source, int]:
    """What was recognised of a text file, and how many events it gave."""
    batch = imported(a_text_file(tmp_path, text))
    return batch.sources[0], len(events_of(batch))


@pytest.mark.parametrize(
    ("text", "columns", "events"),
    [
        (EPISODES_MISSING, {"date": "MIS_START", "end_date": "MIS_END", "subjects": "CHILD", "text": "MISSING"}, 3),
        (CASE_NOTES, {"date": "visit_date", "subjects": "case_id", "text": "note"}, 3),
        (REFERRALS, {"date": "referral_date", "subjects": "patient_id", "outcome": "status"}, 3),
        (STREET, {"date": "Month", "agency": "Reported by", "text": "Crime type"}, 3),
        (ADMISSIONS, {"date": "admittime", "end_date": "dischtime", "subjects": "subject_id", "text": "diagnosis"}, 3),
        (CHANGES, {"date": "release_datetime", "text": "change_title"}, 3),
    ],
    ids=["missing episodes", "case notes", "referrals", "street crime", "admissions", "change log"],
)
def test_each_column_is_what_a_careful_reader_says(
    tmp_path: Path, text: str, columns: Mapping[str, str], events: int
) -> None:
    source, count = read(tmp_path, text)
    assert {name: source.columns.get(name) for name in columns} == columns
    assert count == events


@pytest.mark.parametrize(
    "text",
    [TEAMS, ASKED, POLLS, PEOPLE, AUTHORITIES],
    ids=["teams by number", "returns asked for", "polls", "people", "figures by month"],
)
def test_a_table_that_tells_no_events_gives_none(tmp_path: Path, text: str) -> None:
    source, count = read(tmp_path, text)
    assert count == 0
    assert source.why


def test_a_state_of_work_is_no_level_of_need(tmp_path: Path) -> None:
    states = REFERRALS.replace("In Progress", "Closed")
    batch = imported(a_text_file(tmp_path, states))
    assert "level" not in batch.sources[0].columns
    assert not any(event.levels for event in events_of(batch))
    needs = REFERRALS.replace("Completed", "CIN").replace("In Progress", "CP").replace("Pending", "CIN")
    assert imported(a_text_file(tmp_path, needs, "needs.csv")).sources[0].columns["level"] == "status"


@pytest.mark.parametrize("quoted", ['"He said ""no"", and left."', ' "No" was all he said'])
def test_words_in_quotation_marks_stay_as_they_are(tmp_path: Path, quoted: str) -> None:
    (event,) = events_of(imported(a_text_file(tmp_path, f"Date,Event\n01/02/2020,{quoted}\n")))
    assert event.text in ('He said "no", and left.', '"No" was all he said')


@pytest.mark.parametrize(
    "numbers",
    [("40712_867", "53380_846"), ("dbaa48b1-720a-45f2-9360-ae6bb9321037", "8313967b-6432-49aa-890f-4d2b81558360")],
    ids=["of a collated return", "of a health system"],
)
def test_the_numbers_by_which_systems_call_children_are_children(tmp_path: Path, numbers: tuple[str, str]) -> None:
    first, second = numbers
    lines = [f"{first},02/05/2021,Missing overnight.", f"{second},03/05/2021,Came home.", f"{first},04/05/2021,Seen."]
    batch = imported(a_text_file(tmp_path, "\n".join(("Child,Date,Event", *lines))))
    assert about(batch) == {2: {first}, 3: {second}, 4: {first}}
