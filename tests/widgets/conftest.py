"""A reviewer at the real window, for every test of the window."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.widgets.driver import Driver
from tests.widgets.import_driver import ImportDriver


@pytest.fixture
def driver(qtbot: QtBot, sample_files: dict[str, Path]) -> ImportDriver:
    """A reviewer in front of the start page; whatever is open at the end is discarded."""
    return ImportDriver(qtbot, sample_files)


@pytest.fixture
def sample(driver: Driver) -> Driver:
    """The reviewer with the sample case open."""
    driver.opens_sample()
    driver.settles()
    assert len(driver.case.events) > 200, driver.message
    return driver


@pytest.fixture
def reviewer(sample: Driver) -> Driver:
    """The same, after they gave their name."""
    sample.names_self()
    return sample
