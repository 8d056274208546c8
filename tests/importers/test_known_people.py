"""What a later file tells of people whom the case knows already."""

from pathlib import Path

from app.case.edits import add_batch
from app.case.model import Case
from app.case.scheme import default_scheme
from tests.builders import a_workbook, imported, rows

LOG = "Date | Child | Event\n01/03/2013 | C1 | Seen at home with mother\n02/03/2013 | C1 | Weighed"


def added(case: Case, folder: Path, name: str, key: str) -> Case:
    book = a_workbook(folder, {"Log": rows(LOG), "Key": rows(key)}, name)
    return add_batch(imported(book, case=case))(case)[0]


def test_what_a_later_key_calls_a_known_adult_is_learnt(tmp_path: Path):
    case = Case(default_scheme())
    case = added(case, tmp_path, "one.xlsx", "Code | Name | DOB\nC1 | Perry | 01/02/2005\nM | Mother | -")
    assert [(adult.name, adult.aliases) for adult in case.adults] == [("Mother", ("M",))]
    later = added(case, tmp_path, "two.xlsx", "Code | Name | DOB\nC1 | Perry | 01/02/2005\nMUM1 | Mother | -")
    assert [(adult.name, adult.aliases) for adult in later.adults] == [("Mother", ("M", "MUM1"))]
    assert case.adults[0].aliases == ("M",)
