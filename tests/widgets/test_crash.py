"""A fault of ours is told, and noted without a word of the case."""

import sys
from pathlib import Path

import pytest

from widgets.crash import catch_faults


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the user is told while faults are caught."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    catch_faults(tmp_path / "folder" / "faults.log", told.append)
    return told


def fail_with(text: str) -> None:
    """A fault whose message quotes a case."""
    raise ValueError(text)


def raise_to_hook() -> None:
    """Let a fault reach the hook, as one in a slot would."""
    try:
        fail_with("Perry has head lice")
    except ValueError as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)


def test_the_user_is_told_and_nothing_of_the_case_is_kept(told: list[str], tmp_path: Path) -> None:
    raise_to_hook()
    log = (tmp_path / "folder" / "faults.log").read_text(encoding="utf-8")
    assert "our fault" in told[0]
    assert "Perry" not in told[0] and "Perry" not in log and "lice" not in log
    assert "ValueError" in log and "in fail_with" in log
    assert str(Path(__file__).parent) not in log, "where the program lies is nobody's business"


def test_a_fault_that_comes_with_every_frame_is_told_once(told: list[str]) -> None:
    for _ in range(5):
        raise_to_hook()
    assert len(told) == 1


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    catch_faults(blocked / "faults.log", told.append)
    raise_to_hook()
    assert "could not be noted" in told[0]
