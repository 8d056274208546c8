"""What a start does not show is loaded late: when it is first used, or while the window waits."""

import importlib
import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import ROOT
from widgets import late
from widgets.jobs import Jobs
from widgets.warming import Warming

WHAT_COMES_AFTER_QT = """
import sys
from app import before_qt
before_qt.load(before_qt.{names})
import widgets.{drawn}
loaded = list(sys.modules)
print([name for name in loaded[loaded.index("PySide6"):] if name.startswith(("app.", "numpy."))])
"""

WHAT_A_START_LOADS = f"""
{WHAT_COMES_AFTER_QT.format(names="WINDOW", drawn="main_window")}
late = ("importers", "app.coding", "app.agreement", "app.export", "app.panel", "app.phase", "app.analysis.findings")
print(sorted(name for name in sys.modules if name.startswith(late)))
"""


@pytest.mark.parametrize("door", late.DOORS)
def test_every_door_leads_to_its_module(door: str) -> None:
    assert getattr(late, door) is importlib.import_module(late.DOORS[door])


def test_there_are_no_other_doors() -> None:
    with pytest.raises(AttributeError, match="no door is called attic"):
        getattr(late, "attic")  # noqa: B009 - a type checker would tell


def told(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_start_loads_neither_reading_nor_finding_nor_coding() -> None:
    after_qt, late_ones = told(WHAT_A_START_LOADS)
    assert late_ones == "[]"
    assert after_qt == "[]", "Qt reads the source of what is loaded after it: name these in app.before_qt.WINDOW"


def test_a_picture_loads_what_draws_nothing_before_qt() -> None:
    after_qt = told(WHAT_COMES_AFTER_QT.format(names="CHART", drawn="chart_export"))
    assert after_qt == ["[]"], "Qt reads the source of what is loaded after it: name these in app.before_qt.CHART"


def test_all_is_loaded_while_the_window_waits(qtbot: QtBot) -> None:
    jobs = Jobs()
    warming = Warming(jobs, jobs)
    assert not warming.done
    qtbot.waitUntil(lambda: warming.done, timeout=20_000)
    assert all(step in sys.modules for step in late.STEPS)
    jobs.stop()
