"""Faults of the libraries we pin, each watched for: if one fails, the pin in pyproject.toml no longer keeps us safe."""

import ctypes
import sys
from collections.abc import Callable

import pytest
from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPainter

ROUNDS = 400  # enough to be told from noise, too few to reach the abort near 565
NOISE = 50


class Bell(QObject):
    """Something that tells."""

    rung = Signal(bool)


def lost_references(constant: object, work: Callable[[], None]) -> int:
    """How many references to a constant of Python went missing while ``work`` ran."""
    before = sys.getrefcount(constant)
    work()
    return before - sys.getrefcount(constant)


def test_emitting_a_signal_keeps_true_alive() -> None:
    # PySide6 6.12.0 on Python 3.11 drops one reference a time until the interpreter aborts.
    bell, heard = Bell(), list[bool]()
    bell.rung.connect(heard.append)

    def ring() -> None:
        for _ in range(ROUNDS):
            bell.rung.emit(True)

    assert lost_references(True, ring) < NOISE
    assert len(heard) == ROUNDS


def test_painting_keeps_none_alive() -> None:
    # The same fault in nearly every call that returns nothing: a chart dies after a few dozen repaints.
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)

    def paint() -> None:
        painter = QPainter(image)
        for _ in range(ROUNDS):
            painter.drawRect(1, 1, 4, 4)
        painter.end()

    assert lost_references(None, paint) < NOISE


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="from 3.12 on, None and True are immortal")
def test_the_guard_sees_a_lost_reference() -> None:
    def lose() -> None:
        for _ in range(ROUNDS):
            ctypes.pythonapi.Py_DecRef(ctypes.py_object(None))

    lost = lost_references(None, lose)
    for _ in range(ROUNDS):
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(None))
    assert lost >= ROUNDS - NOISE


def test_the_installed_qt_is_one_we_tried() -> None:
    assert (6, 10, 1) <= tuple(int(part) for part in pyside_version.split(".")[:3]) < (6, 11)
