"""Files that are read in a process beside this one are not read here again."""

import os
import subprocess
import sys

import pytest

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
