"""What happens when a fault of ours comes to light: the user is told, and where it happened is noted.

A case is confidential and a traceback's values and messages may quote it, so nothing but the kind
of fault and the places in the code is ever written down.
"""

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from app import PRODUCT, VERSION
from app.language import tr

Tell = Callable[[str], None]


def fault_lines(kind: type[BaseException], trace: TracebackType | None) -> list[str]:
    """The kind of fault and where it was, innermost place last; never its message or any value."""
    places = traceback.extract_tb(trace)
    lines = [f"  {Path(place.filename).name}:{place.lineno} in {place.name}" for place in places]  # not words: a log
    return [kind.__name__, *lines]


def catch_faults(log: Path, tell: Tell) -> None:
    """From now on, note each unforeseen fault in ``log`` and ``tell`` the user about it, each but once.

    Once, because a fault in painting comes back with every frame.
    """
    noted: set[tuple[str, ...]] = set()

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        lines = fault_lines(kind, trace)
        if tuple(lines) in noted:
            return
        noted.add(tuple(lines))
        where = _note(log, lines)
        tell(
            tr(
                "Something went wrong inside {product}; this is our fault, not yours. "
                "What was in the case before is still there. {where}"
            ).format(product=PRODUCT, where=where)
        )

    sys.excepthook = hook


def _note(log: Path, lines: list[str]) -> str:
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write("\n".join([f"{stamp} {PRODUCT} {VERSION}", *lines]) + "\n")
    except OSError:
        return tr("It could not be noted in {file}.").format(file=log)
    return tr("Where it happened in the program, and nothing of the case, is noted in {file}.").format(file=log)
