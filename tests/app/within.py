"""What can be reached from a value, however deep: for tests that something is nowhere in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date

import msgspec
import numpy as np


def every_text(value: object) -> Iterator[str]:
    """Every string that can be reached from a value, and every number and day as a string."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, np.ndarray):
        yield from map(str, value.ravel().tolist())
    elif is_dataclass(value):
        for field in fields(value):
            yield from every_text(getattr(value, field.name))
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from every_text(getattr(value, name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from every_text(key)
            yield from every_text(item)
    elif isinstance(value, Collection):
        for item in value:
            yield from every_text(item)
    elif isinstance(value, date | int | float):
        yield str(value)
