"""Sparing long work the search for garbage."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def nothing_let_go() -> Generator[None]:
    """Spares looking for garbage while much is made that is kept: looking through all of a case takes longer than it.

    What is let go of meanwhile goes at once, as ever, but for values that hold each other; those go afterwards.
    """
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()
