"""Every string that a person may read goes through the catalogue, so that no language lacks it."""

import pytest

from tests.conftest import ROOT
from tests.language.outside import FOLDERS, outside, outside_of


def test_every_word_is_in_the_catalogue() -> None:
    assert [str(found) for found in outside_of(*(ROOT / folder for folder in FOLDERS))] == []


@pytest.mark.parametrize(
    "code",
    [
        'label = "Open case"',
        'label = "Open"',
        'label = "wait…"',
        'label = "name:"',
        'label = f"{count} rows"',
        "label = f\"{a} and {tr('b')}\"",
        'words = " and ".join(names)',
        'raise UserError("The file cannot be read.")',
        'table = {"open": "Open case"}',
        'button = Button("Open case")',
        'words = tr("{file} is new").format(file="No file")',
        'tr(f"{count} rows")',
        "tr(label)",
        'trn("one row", many, 2)',
        'trc(context, "row")',
        'def f(words="No file"): ...',
    ],
)
def test_a_string_outside_it_is_found(code: str) -> None:
    assert len(outside(code, "app/planted.py")) == 1


@pytest.mark.parametrize(
    "code",
    [
        '"""Says something."""',
        'class A:\n    b: int = 1\n    """Says something of b."""',
        'label = tr("Open case")',
        'label = trn("{count} row", "{count} rows", n).format(count=n)',
        'label = trc("of a day", "Open case")',
        "label = tr(level.label)  # from resources",
        'ok = name == "Open case" or name in ("No file", "No row")',
        'raise ValueError("the first day comes after the last")',
        'log.warning("no file of that name")',
        'found = re.match("No .*", line)',
        'widget.setObjectName("Records table")',
        'rows = db.execute("SELECT id FROM event")',
        'SQL = "SELECT id FROM event"',
        'kind: "Open case" = 3',
        '__all__ = ["Open"]',
        'class Kind(StrEnum):\n    NO = "no contact"',
        'match a:\n    case "No contact": ...',
        'key = "Ctrl+O"',
        'name = "severity"',
        'table = {"No contact": 3}',
        'name = "Agency A"  # not words: a name in the file',
        'names = (  # not words: headings of agencies\n    "Date of event",\n    "Agency",\n)',
    ],
)
def test_what_machines_read_is_passed_over(code: str) -> None:
    assert outside(code, "app/planted.py") == []
