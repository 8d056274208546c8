"""A reviewer at the real window, for every test of the window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.driver import Driver


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> Driver:
    """A reviewer in front of the start page; whatever is open at the end is discarded."""
    return Driver(qtbot, sample_files)
