"""Reading files in a process of its own, while this one gets ready to draw what they hold.

Loading Qt takes as long as reading a usual chronology, and both have to happen before the first
chart. Where processes can be forked cheaply they happen side by side. Whatever goes wrong with
that, the files are read here instead.
"""

import copyreg
import os
import pickle
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import MappingProxyType

from app.errors import UserError
from app.reading import Reading

SMALL = 1_000_000
"""Up to so many bytes of files; more would take longer to hand over than is won."""


def _proxy(content: dict[str, object]) -> "MappingProxyType[str, object]":
    return MappingProxyType(content)


def _proxy_parts(proxy: "MappingProxyType[str, object]") -> tuple[object, ...]:
    return _proxy, (dict(proxy),)


copyreg.dispatch_table[MappingProxyType] = _proxy_parts  # pyright: ignore[reportArgumentType]  # its stub asks for a tuple of one shape only


class ReadingAhead:
    """A reading that has begun. ``result`` waits for it."""

    def __init__(self, files: Sequence[Path], read: Callable[[], Reading]) -> None:
        self._read = read
        self._child: tuple[int, int] | None = _begin(read) if _worth_it(files) else None

    def result(self) -> Reading:
        """What was read.

        Raises:
            UserError: what the reading raised.
        """
        told = _received(*self._child) if self._child else None
        self._child = None
        if isinstance(told, UserError):
            raise told
        return told if isinstance(told, Reading) else self._read()


def _worth_it(files: Sequence[Path]) -> bool:
    if not hasattr(os, "fork") or threading.active_count() > 1 or (os.cpu_count() or 1) < 2:
        return False
    try:
        return sum(path.stat().st_size for path in files) <= SMALL and all(path.is_file() for path in files)
    except OSError:
        return False


def _begin(read: Callable[[], Reading]) -> tuple[int, int]:
    """Start the child; returns its number and the end of the pipe to listen at."""
    here, there = os.pipe()
    child = os.fork()
    if child:
        os.close(there)
        return child, here
    status = 1
    try:
        os.close(here)
        with os.fdopen(there, "wb") as pipe:
            pickle.dump(_outcome(read), pipe, pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)  # the parent's buffers and exit handlers are not the child's to run


def _outcome(read: Callable[[], Reading]) -> Reading | tuple[str, str]:
    try:
        return read()
    except UserError as error:
        return error.message, error.hint


def _received(child: int, pipe: int) -> Reading | UserError | None:
    """What the child sent; None where it ended without a word."""
    with os.fdopen(pipe, "rb") as sent:
        content = sent.read()
    _pid, status = os.waitpid(child, 0)
    if status != 0 or not content:
        return None
    outcome: Reading | tuple[str, str] = pickle.loads(content)  # our own child wrote it
    return outcome if isinstance(outcome, Reading) else UserError(*outcome)
