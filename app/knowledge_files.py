"""What the program knows of its field, read from the files in ``resources`` that ship with it."""

from importlib import resources
from typing import TypeVar

import msgspec
import tomli

from app.errors import DataError
from app.language import tr

_T = TypeVar("_T")


def knowledge(kind: type[_T], folder: str, name: str) -> _T:
    """A TOML file of ours as a value of ``kind``, checked field by field.

    Raises:
        DataError: naming the file and what does not hold together.
    """
    file = resources.files("resources").joinpath(folder, name)
    try:
        return msgspec.convert(tomli.loads(file.read_text("utf-8")), kind)
    except (OSError, tomli.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(
            tr("{file} does not hold together: {fault}.").format(file=f"resources/{folder}/{name}", fault=error)
        ) from error
