"""The words of a scheme, for a panel: those that somebody wrote into it may name somebody, those that ship do not."""

from collections.abc import Callable
from functools import cache

import msgspec

from app.case.scheme import Scheme, shipped_names, shipped_scheme
from app.panel.veil import Veil

_SAID = ("name", "label", "opens", "closes", "source", "version")


def veiled_scheme(scheme: Scheme, veil: Veil) -> Scheme:
    """The scheme with a pseudonym in place of every known name that stands in its words; its ranks and rules stay."""

    def over(words: str) -> str:
        return words if words in _shipped_words() else veil.over(words)

    return msgspec.structs.replace(
        scheme,
        **_told(scheme, over),
        levels=tuple(
            msgspec.structs.replace(level, **_told(level, over), shorter=tuple(map(over, level.shorter)))
            for level in scheme.levels
        ),
        severity=tuple(msgspec.structs.replace(rank, **_told(rank, over)) for rank in scheme.severity),
        categories=tuple(msgspec.structs.replace(item, **_told(item, over)) for item in scheme.categories),
    )


def _told(part: msgspec.Struct, over: Callable[[str], str]) -> dict[str, str]:
    return {name: over(words) for name in _SAID if isinstance(words := getattr(part, name, None), str)}


@cache
def _shipped_words() -> frozenset[str]:
    """Every word of the schemes that ship which a chart may say."""
    schemes = [shipped_scheme(name) for name in shipped_names()]
    parts = [part for scheme in schemes for part in (scheme, *scheme.levels, *scheme.severity, *scheme.categories)]
    said = {words for part in parts for name in _SAID if isinstance(words := getattr(part, name, None), str)}
    return frozenset(said.union(*(level.shorter for scheme in schemes for level in scheme.levels)))
