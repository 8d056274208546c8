"""Leaving the command line: at once, but never before what is still to be done."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

# Ends as the commands do, with what each test wants to see done at the end.
ENDING = """
import atexit, sys, threading, time
from app.__main__ import leave
{before}
leave({status})
"""


def ended(before: str, status: int = 0) -> subprocess.CompletedProcess[str]:
    script = ENDING.format(before=before, status=status)
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=around, capture_output=True, text=True)


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_exit_status_is_the_command_s(status: int) -> None:
    assert ended("", status).returncode == status


def test_all_that_was_told_arrives() -> None:
    done = ended("sys.stdout.write('x' * 300_000); sys.stderr.write('to a person')")
    assert len(done.stdout) == 300_000 and done.stderr == "to a person"


def test_what_was_registered_for_the_end_is_done() -> None:
    assert ended("atexit.register(lambda: print('put away'))").stdout == "put away\n"


def test_a_thread_at_work_is_waited_for() -> None:
    work = "threading.Thread(target=lambda: (time.sleep(0.2), print('done'))).start()"
    assert ended(work, 1).stdout == "done\n"


def test_output_that_nobody_reads_is_no_reason_to_hang() -> None:
    assert ended("sys.stdout.close()", 1).returncode == 1
