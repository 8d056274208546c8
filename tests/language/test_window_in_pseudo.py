"""No word that a person meets is said past the catalogue: the real program, speaking a language that is none."""

import os
import re
import subprocess
import sys

import click
import pytest

from app.cli import commands
from tests.conftest import ROOT
from tests.language.pseudo import Pseudo, outside


def in_pseudo(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.language.pseudo", *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8", "COLUMNS": "400"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_the_window_its_pages_and_its_questions_say_nothing_else() -> None:
    done = in_pseudo("window")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-2000:]


def test_a_chart_that_goes_out_says_nothing_else() -> None:
    done = in_pseudo("chart")
    told = [line for line in done.stdout.splitlines() if not line.startswith("«")]
    assert (done.returncode, told) == (0, []), done.stderr[-2000:]


@pytest.mark.parametrize("command", ["", "chart", "agreement"])
def test_the_help_of_commands_says_nothing_else(command: str) -> None:
    told = in_pseudo("lifelanes", *command.split(), "--help").stdout
    assert told.startswith("«Usage:»")
    # A summary may be cut; what is no sentence is the name of an option, its values, or their sign.
    told = re.sub(r"«[^«»]*\.\.\.", " ", told)
    told = re.sub(r"--?[\w-]+|\[[^\]«]*\]|\b[A-Z][A-Z|,.]*\b|WIDTHxHEIGHT|RANGE|python -m [\w.]+", " ", told)
    assert outside(told, ["lanes", *sorted(commands.list_commands(click.Context(commands)))]) == ""


def test_a_wrong_use_is_told_in_it() -> None:
    done = in_pseudo("lifelanes", "chart", "nothing.xlsx", "-o", "x.bmp")
    assert done.stderr.startswith("«The chart can be drawn to")
    assert "«No such option" in in_pseudo("lifelanes", "inspect", "--sideways", "nothing.xlsx").stderr


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("«Open»", ""),
        ("«{count} of «many»»", ""),
        ("«Open» and close", "and close"),
        ("«Open» (Ctrl+Shift+O)", ""),
        ("«Open a file that is lo…", ""),
        ("3 of «these» and Perry", "of and"),
        ("<b>«Open»</b>", ""),
    ],
)
def test_what_stands_outside_is_seen(text: str, left: str) -> None:
    assert outside(text, ["Perry"]) == left


def test_a_message_is_marked_once() -> None:
    pseudo = Pseudo()
    assert pseudo.gettext(pseudo.gettext("Open")) == "«Open»"
    assert pseudo.ngettext("{n} row", "{n} rows", 2) == "«{n} rows»"
