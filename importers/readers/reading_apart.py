"""Reading files in a process of its own, which is stopped when it takes too long, too much, or is no longer wanted."""

import io
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, NoReturn, Self

from app.case.cell_rows import CellRows
from app.errors import UserError
from app.language import in_use
from app.progress import Cancelled, Progress
from importers.readers import reading_worker
from importers.readers.files import content_of, is_plain_text, read_sheets
from importers.readers.reading_worker import COLUMNS, DONE, HEAD, LOCKED, REFUSED, ROWS, SHEET, WORKED, Request
from importers.readers.refusals import Protected, broke_reader, too_large, too_slow
from importers.sheet import RawCell, RawSheet, Row, Sharing, cell_rows

SECONDS = 8.0
"""Seconds of processor time that a small file may take; a larger one has one more for each megabyte over two.

Not seconds of the clock: on a busy machine an honest file takes longer, and none the more of the processor.
"""

WAITS = 10
"""How many times as long may pass by the clock, should the process sleep or wait for something that never comes."""

MOST_SENT = 160 << 20
"""Bytes of rows, when they are unpacked, that one file may bring."""

_SMALL = 2 << 20
_LEAVES_LARGE = 8 << 20
_LOOK_EVERY = 0.05
_THREADS = 2
_ROOT = Path(__file__).resolve().parents[2]


def read_file(path: Path, passwords: Iterable[str] = (), progress: Progress | None = None) -> tuple[RawSheet, ...]:
    """Every sheet of one file.

    Raises:
        UserError: one sentence that names the file and says why it cannot be read; ``Protected`` for a password.
        Cancelled: when the progress was cancelled.
    """
    with ReadingApart(progress or Progress()) as reading:
        return reading.read(path, tuple(passwords))


class ReadingApart:
    """Reads one file after the other. Its process begins with the first that needs it, and ends with the block.

    ``meanwhile`` is done once, here, while the process reads the first of its files. A small file may take ``seconds``
    of the processor, and ``waits`` times as many by the clock.
    """

    def __init__(
        self,
        progress: Progress,
        meanwhile: Callable[[], object] | None = None,
        seconds: float = SECONDS,
        waits: float = WAITS,
    ) -> None:
        self._progress = progress
        self._meanwhile = meanwhile
        self._seconds = seconds
        self._waits = waits
        self._process: _Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path, passwords: tuple[str, ...] = ()) -> tuple[RawSheet, ...]:
        """Every sheet of a file. A short text is read here: it can neither hang nor fill the memory.

        Raises:
            UserError: one sentence that names the file and says why it cannot be read; ``Protected`` for a password.
            Cancelled: when the progress was cancelled.
        """
        if is_plain_text(path):
            sheets = read_sheets(path.name, content_of(path))
            return tuple([replace(sheet, rows=cell_rows(rows)) for sheet, rows in sheets])
        if self._process is None:
            self._process = _begin()
        seconds = self._seconds + max(0, path.stat().st_size - _SMALL) / (1 << 20)
        watch = _Watch(self._process, self._progress, seconds, seconds * self._waits)
        try:
            with watch:
                self._process.ask((str(path.absolute()), passwords, seconds, in_use()))
                self._do_meanwhile()
                sheets, used, self._process.worked = _received(self._process.out, path.name)
        except (EOFError, OSError):
            self._end()
            self._tell(path.name, watch)
        except UserError:
            self._end()
            raise
        if used > _LEAVES_LARGE:
            # What it has read has left it large.
            self._end()
        try:
            return _built(sheets)
        except pickle.UnpicklingError as error:
            raise broke_reader(path.name) from error

    def _do_meanwhile(self) -> None:
        if self._meanwhile is not None:
            self._meanwhile()
            self._meanwhile = None

    def _tell(self, file: str, watch: "_Watch") -> NoReturn:
        if self._progress.stop.is_set():
            raise Cancelled
        raise too_slow(file) if watch.too_late else broke_reader(file)

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


_Received = list[tuple[bytes, bytes]]


def _received(out: IO[bytes], file: str) -> tuple[_Received, int, float]:
    """The frames of one answer as they came, how many bytes they take, and the seconds the process has worked so far.

    They are unpacked once the process has gone.

    Raises:
        EOFError: when the process ended before it was done.
    """
    frames: _Received = []
    used = 0
    while True:
        kind, size = HEAD.unpack(_exactly(out, HEAD.size))
        if size > MOST_SENT:
            raise too_large(file)
        content = _exactly(out, size)
        used += size
        if used > MOST_SENT:
            raise too_large(file)
        if kind == DONE:
            return frames, used, WORKED.unpack(content)[0]
        if kind == LOCKED:
            raise Protected(file)
        if kind == REFUSED:
            message, hint = pickle.loads(content)
            raise UserError(message, hint)
        frames.append((kind, content))


def _exactly(out: IO[bytes], size: int) -> bytes:
    content = out.read(size)
    if len(content) < size:
        raise EOFError
    return content


def _built(frames: _Received) -> tuple[RawSheet, ...]:
    """The sheets of an answer. Each frame is let go as soon as it is unpacked."""
    sheets: list[RawSheet] = []
    found: list[Sequence[Row]] = []
    sharing = Sharing()
    frames.reverse()
    while frames:
        kind, content = frames.pop()
        if kind == SHEET:
            sheets.append(replace(_sheet_in(content), rows=CellRows(found)))
            found, sharing = [], Sharing()
        elif kind == ROWS:
            found.append(_rows_in(content))
        elif kind == COLUMNS:
            found.append(sharing.columns(_columns_in(content)))
    return tuple(sheets)


class _Unpacking(pickle.Unpickler):
    """Takes only what sheets are made of, should a file ever make the process say something else."""

    def find_class(self, module: str, name: str) -> object:
        if module == "datetime" or (module == "importers.sheet" and name in ("RawSheet", "MergedRange")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a sheet")  # not words: told to no person


def _sheet_in(content: bytes) -> RawSheet:
    return _Unpacking(io.BytesIO(content)).load()


def _columns_in(content: bytes) -> list[list[RawCell]]:
    return _Unpacking(io.BytesIO(content)).load()


def _rows_in(content: bytes) -> list[Row]:
    return _Unpacking(io.BytesIO(content)).load()


class _Process:
    """The process that reads, by its pipes and its way to end.

    ``worked`` are the seconds of processor time that its files took until now.
    """

    def __init__(
        self, requests: IO[bytes], out: IO[bytes], pid: int, started: "subprocess.Popen[bytes] | None" = None
    ) -> None:
        self.out = out
        self.worked = 0.0
        self._requests = requests
        self._pid = pid
        self._started = started

    def ask(self, request: Request) -> None:
        reading_worker.send(self._requests, b"Q", request)

    def working(self) -> float:
        """Seconds of processor time that it has taken since the last file was read."""
        import psutil  # noqa: PLC0415 - few files take so long that this is asked

        try:
            took = psutil.Process(self._pid).cpu_times()
        except psutil.Error:
            return 0.0  # it has just ended, which its pipe tells, or the system keeps it to itself: the clock limits it
        return took.user + took.system - self.worked

    def kill(self) -> None:
        if self._started is not None:
            self._started.kill()
        else:
            os.kill(self._pid, signal.SIGKILL)

    def end(self) -> None:
        """Stop it at once and wait until it is gone."""
        self.kill()
        for pipe in (self._requests, self.out):
            try:
                pipe.close()
            except OSError:
                continue  # a request that was never read is lost with the process
        if self._started is not None:
            self._started.wait()
        else:
            os.waitpid(self._pid, 0)


def _begin() -> _Process:
    """A fork where this process is plain and young, which costs next to nothing; else a Python of its own."""
    plain = threading.active_count() == 1 and not any(name.startswith("PySide6") for name in sys.modules)
    return _forked() if sys.platform == "linux" and plain else _started()


def _forked() -> _Process:
    requests, ask = os.pipe()
    out, answer = os.pipe()
    pid = os.fork()
    if pid == 0:
        # Whatever happens in here, the program's own way out must not be taken twice.
        try:
            os.close(ask)
            os.close(out)
            reading_worker.silence()
            with os.fdopen(requests, "rb") as asked, os.fdopen(answer, "wb") as told:
                reading_worker.serve(asked, told)
        finally:
            os._exit(0)
    os.close(requests)
    os.close(answer)
    return _Process(os.fdopen(ask, "wb"), os.fdopen(out, "rb"), pid)


def _started() -> _Process:
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    # -P: a file called zipfile.py beside the chronologies must not be taken for Python's own.
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "importers.readers.reading_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a process was started without its pipes")
    return _Process(process.stdin, process.stdout, process.pid, process)


class _Watch:
    """Kills a process once its time is up or its work is no longer wanted."""

    def __init__(self, process: _Process, progress: Progress, seconds: float, waits: float) -> None:
        self.too_late = False
        self._process = process
        self._progress = progress
        self._seconds = seconds
        self._waits = waits
        self._began = time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, name="reading watch", daemon=True)  # not words: a thread

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_LOOK_EVERY):
            self.too_late = self._is_up()
            if self.too_late or self._progress.stop.is_set():
                self._process.kill()
                return

    def _is_up(self) -> bool:
        passed = time.monotonic() - self._began
        # It works on a thread or two, so that little can have been worked when little time has passed.
        if passed * _THREADS < self._seconds:
            return False
        return passed > self._waits or self._process.working() > self._seconds
