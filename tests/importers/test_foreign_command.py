"""The command that tries strangers' files: what it tells is what became of them."""

import os
from pathlib import Path

import pytest

from tests.builders import a_text_file, a_workbook, rows
from tests.faults.foreign_files import measure, summary

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="each file is tried in a fork")


def test_every_file_is_tried_and_those_not_as_asked_are_named(tmp_path: Path) -> None:
    a_workbook(tmp_path, rows("Date | Child | Event\n03/02/2014 | Jo | Late"), "good.xlsx")
    a_text_file(tmp_path, "%PDF-1.7 something", "notes.xlsx")
    lines = ["file,tier,password", "good.xlsx,must-open,", "notes.xlsx,must-open,", "gone.xlsx,must-open,"]
    a_text_file(tmp_path, "\n".join(lines), "MANIFEST.csv")
    found = summary(measure(tmp_path, None))
    assert found["files"] == 2 and found["crashes"] == 0
    assert found["outcomes"] == {"read": 1, "refused": 1}
    told = str(found["not as asked"])
    assert "notes.xlsx" in told and "is a PDF" in told and "good.xlsx" not in told
    assert float(str(found["highest megabytes"])) > 1
