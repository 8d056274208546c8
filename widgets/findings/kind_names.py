"""What each kind of finding is called in plain words, from resources/findings/kinds.toml."""

from functools import cache
from importlib import resources

import msgspec
import tomli


class _Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: str
    source: str


class _Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[_Kind, ...]


@cache
def _names() -> dict[str, str]:
    text = resources.files("resources").joinpath("findings", "kinds.toml").read_text("utf-8")
    return {kind.key: kind.name for kind in msgspec.convert(tomli.loads(text), _Kinds).kinds}


def kind_name(kind: str) -> str:
    """The kind in plain words; a kind that has no name yet is shown by its key."""
    return _names().get(kind, kind.replace("_", " ").capitalize())
