"""The process that reads strangers' files: it may hang, fill its memory or die, and the program only tells of it.

It answers one request after the other, each on two pipes in frames: a letter, a length, and so many bytes.
Run as `python -m importers.readers.reading_worker`, or forked from a program that has just begun.
"""

import gc
import os
import pickle
import struct
import sys
import time
from pathlib import Path
from typing import IO

from app.case.cell_rows import lots
from app.errors import UserError
from app.language import LANGUAGES, in_use, use
from importers.readers.files import content_of, read_sheets
from importers.readers.refusals import Protected, damaged, too_large
from importers.sheet import shared_columns

try:
    import resource
except ImportError:  # Windows has no such limits; the program's own clock still stops the process
    resource = None

SHEET, ROWS, COLUMNS, DONE, REFUSED, LOCKED = b"S", b"R", b"C", b"D", b"E", b"L"
HEAD = struct.Struct("<cQ")
WORKED = struct.Struct("<d")
"""The frame of an answer that is done: the seconds of processor time that this process has taken since it began."""

MOST_MEMORY = 880 << 20
"""Bytes that the process may take beyond those it began with."""

_SPARE_SECONDS = 5
_AT_ONCE = 1000


Request = tuple[str, tuple[str, ...], float, str]
"""A file to read, the passwords to try, the seconds of processor time that it may take, and the language of words."""


def send(out: IO[bytes], kind: bytes, message: object = None) -> None:
    """Write one frame."""
    _write(out, kind, pickle.dumps(message, pickle.HIGHEST_PROTOCOL))


def _write(out: IO[bytes], kind: bytes, content: bytes) -> None:
    out.write(HEAD.pack(kind, len(content)))
    out.write(content)
    out.flush()


def serve(requests: IO[bytes], out: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    _limit_memory()
    # Nothing that is read holds itself in a circle, and looking for circles takes a tenth of the time.
    gc.disable()
    while head := requests.read(HEAD.size):
        path, passwords, seconds, language = pickle.loads(requests.read(HEAD.unpack(head)[1]))
        _limit_time(seconds)
        if language in LANGUAGES and language != in_use():
            use(language)
        _answer(Path(path), passwords, out)


def _answer(path: Path, passwords: tuple[str, ...], out: IO[bytes]) -> None:
    file = path.name
    try:
        _send_sheets(path, passwords, out)
    except Protected:
        send(out, LOCKED, (file, ""))
    except UserError as error:
        send(out, REFUSED, (error.message, error.hint))
    except (MemoryError, RecursionError):
        told = too_large(file)
        send(out, REFUSED, (told.message, told.hint))
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001 - a reader that gives up in a way we do not know has met a damaged file
        told = damaged(file)
        send(out, REFUSED, (told.message, told.hint))
    else:
        _write(out, DONE, WORKED.pack(time.process_time()))


def _send_sheets(path: Path, passwords: tuple[str, ...], out: IO[bytes]) -> None:
    for sheet, rows in read_sheets(path.name, content_of(path), passwords):
        # Each lot by itself, so that nothing already sent is kept here.
        for lot in lots(rows, _AT_ONCE):
            columns = shared_columns(lot)
            if columns is None:
                send(out, ROWS, lot)
            else:
                send(out, COLUMNS, columns)
        # Last, since only now its merged cells are known.
        send(out, SHEET, sheet)


def _limit_memory() -> None:
    if resource is None:
        return
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        # Where the system counts otherwise, the program's own limits remain.
        return


def _limit_time(seconds: float) -> None:
    """End this process should the program that started it be gone and not stop it."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + _SPARE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def main() -> None:
    """Serve on standard input and output; what a library says on its way goes nowhere."""
    out = os.fdopen(os.dup(1), "wb")
    silence()
    serve(sys.stdin.buffer, out)


def silence() -> None:
    """Send standard output and error nowhere: a reader's last words would be taken for a crash of the program."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


if __name__ == "__main__":
    main()
