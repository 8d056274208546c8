"""What each kind of finding is called, its rule in a sentence, and what its settings are called: resources/findings."""

from functools import cache

import msgspec

from app.analysis.finding import Setting
from app.knowledge_files import knowledge
from app.language import tr


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of finding: its key in documents, its name, its rule in a sentence, and where that comes from."""

    key: str
    name: str
    rule: str
    source: str


class _Kinds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: tuple[Kind, ...]


class _SettingName(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: str
    source: str


class _SettingNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    settings: tuple[_SettingName, ...]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of finding by its key, in the order in which lists name them."""
    read = knowledge(_Kinds, "findings", "kinds.toml").kinds
    return {
        kind.key: msgspec.structs.replace(kind, name=tr(kind.name), rule=tr(kind.rule))  # from resources
        for kind in read
    }


@cache
def _setting_names() -> dict[str, str]:
    read = knowledge(_SettingNames, "findings", "settings.toml")
    return {setting.key: tr(setting.name) for setting in read.settings}  # from resources


def setting_words(name: str, value: Setting) -> str:
    """A setting as a person reads it: "severity: 3". ``name`` may be a path in the scheme ("windows.relapse_days")."""
    key = name.rpartition(".")[2]
    called = _setting_names().get(key, key.replace("_", " "))
    told = ", ".join(value).replace("_", " ") if isinstance(value, tuple) else str(value)
    return f"{called}: {told}"
