"""When Python looks for garbage: values that hold each other, which alone do not go at once when nobody needs them.

To look through all of a large case takes a quarter of a second. So long work is spared it, and a window looks while
it waits for a person instead of in the middle of a key.
"""

import ctypes
import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager

_NEVER = 2**30


@contextmanager
def nothing_let_go() -> Generator[None]:
    """Spares looking for garbage while much is made that is kept: looking through all of a case takes longer than it.

    What is let go of meanwhile goes at once, as ever, but for values that hold each other; those go the next time that
    everything is looked through: what was made is not looked through as the work ends.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            # Set aside and taken back, all that stands counts as old; neither looks at any of it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def look_when_told() -> None:
    """From now on only what is new is looked through as one goes; old values are when ``look_through`` says so."""
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    gc.enable()


def look_through() -> None:
    """Look through everything, and let go of what nobody needs."""
    gc.collect()
    give_back()


def give_back() -> None:
    """Give the system back what long work has taken and let go of: the library of C on Linux keeps most of that for
    itself otherwise, as much again as the work leaves behind. Other systems take it back of their own accord."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # the one of glibc; musl has none and keeps little
        if trim is not None:
            trim(0)
