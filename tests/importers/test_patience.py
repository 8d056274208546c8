"""How long a file may take: what its reader works, not how busy the machine is, decides whether it is stopped."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from app.errors import UserError
from app.progress import Progress
from importers.readers.reading_apart import ReadingApart
from tests.builders import a_workbook, rows

LIMIT = 2.0


def a_long_workbook(tmp_path: Path) -> Path:
    lines = [[f"{n % 28 + 1:02}/03/2014", f"Entry {n}", "Home visit", "HV 3"] for n in range(15_000)]
    return a_workbook(tmp_path, [["Date", "Event", "Outcome", "Author"], *lines], "long.xlsx")


@contextmanager
def paused(reading: ReadingApart, small: Path, seconds: float | None) -> Iterator[psutil.Process]:
    """The process that reads, begun and then stopped as by a machine that is too busy; it goes on after that time."""
    before = {child.pid for child in psutil.Process().children()}
    reading.read(small)
    (process,) = [child for child in psutil.Process().children() if child.pid not in before]
    process.suspend()
    later = threading.Timer(seconds, process.resume) if seconds is not None else None
    if later is not None:
        later.start()
    yield process
    if later is not None:
        later.join()


def test_a_reader_that_works_on_and_on_is_stopped_soon(tmp_path: Path) -> None:
    path = a_long_workbook(tmp_path)
    began = time.monotonic()
    with (
        pytest.raises(UserError, match=r"long\.xlsx takes too long"),
        ReadingApart(Progress(), seconds=0.05) as reading,
    ):
        reading.read(path)
    # Long before the time is up that a reader may merely wait.
    assert time.monotonic() - began < 5


def test_a_file_is_read_however_long_the_machine_has_no_time_for_it(tmp_path: Path) -> None:
    small = a_workbook(tmp_path, rows("Date | Event\n03/02/2014 | Late"), "small.xlsx")
    with ReadingApart(Progress(), seconds=LIMIT) as reading, paused(reading, small, LIMIT * 1.2):
        began = time.monotonic()
        assert len(reading.read(small)[0].rows) == 2
        assert time.monotonic() - began > LIMIT


def test_a_reader_that_only_waits_is_stopped_in_the_end(tmp_path: Path) -> None:
    small = a_workbook(tmp_path, rows("Date | Event\n03/02/2014 | Late"), "small.xlsx")
    with ReadingApart(Progress(), seconds=LIMIT, waits=1) as reading, paused(reading, small, None) as process:
        with pytest.raises(UserError, match=r"small\.xlsx takes too long"):
            reading.read(small)
        assert not process.is_running()
        assert len(reading.read(small)[0].rows) == 2


def test_twenty_files_in_one_drop_have_their_time_each(tmp_path: Path) -> None:
    path = a_long_workbook(tmp_path)
    with ReadingApart(Progress(), seconds=LIMIT) as reading:
        took = 0.0
        for _ in range(20):
            reading.read(path)
            took = sum(child.cpu_times().user for child in psutil.Process().children())
            if took > LIMIT * 1.2:
                break
        assert took > LIMIT
