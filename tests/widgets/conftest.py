"""A reviewer at the real window, for every test of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.driver import Driver


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> Iterator[Driver]:
    """A reviewer in front of the start page; whatever is open at the end is discarded."""
    driver = Driver(qtbot, sample_files)
    yield driver
    driver.leaves()
