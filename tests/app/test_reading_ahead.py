"""Files that are read in a process beside this one are not read here again."""

import os
import pickle
import subprocess
import sys

import pytest

from app.case.scheme import default_scheme
from app.intake import read_files

READ_AHEAD = """
import sys
from pathlib import Path
from app.cli_wishes import Wish
from app.reading_ahead import ReadingAhead

wanted, read_here = Wish(tuple(map(Path, sys.argv[1:])), "dmy", None, None, None, None, None, None), []

def read():
    read_here.append(1)
    return wanted.read()

reading = ReadingAhead(wanted.files, read).result()
print(len(read_here), len(reading.case.events))
"""


@pytest.mark.skipif(not hasattr(os, "fork") or os.cpu_count() == 1, reason="nothing is read beside on this system")
def test_what_another_process_read_of_several_files_is_not_read_here_again(tmp_path):
    files = [tmp_path / name for name in ("school.csv", "gp.csv")]
    for file in files:
        file.write_text(f"Date,Child,Event\n1/2/2019,Mia,{file.stem}: came in hungry\n2/2/2019,Mia,Seen and well\n")
    told = subprocess.run(
        [sys.executable, "-c", READ_AHEAD, *map(str, files)], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["0", "4"], told.stderr


def test_what_is_handed_over_holds_the_case_and_not_the_lexicon_it_was_coded_by(tmp_path):
    file = tmp_path / "school.csv"
    file.write_text("Date,Child,Event\n1/2/2019,Mia,Came in hungry and dirty\n2/2/2019,Mia,Seen and well\n")
    reading = read_files([file], default_scheme())
    assert reading.case.events.suggested.any()
    handed = pickle.dumps(reading.case.events)
    assert len(handed) < 20_000
    assert pickle.loads(handed).text == reading.case.events.text
