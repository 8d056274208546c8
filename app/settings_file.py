"""Where a person's settings are kept, and the language among them: the entry asks before it loads anything else."""

import os
import sys
from pathlib import Path

import msgspec

from app import PRODUCT

FOLDER_VARIABLE = "LIFELANES_SETTINGS_DIR"
"""Names another folder for the settings, as the tests do."""


class _Kept(msgspec.Struct):
    language: str = ""


def settings_file() -> Path:
    """Where the settings are kept."""
    folder = os.environ.get(FOLDER_VARIABLE)
    return (Path(folder) if folder else _usual_folder()) / "settings.json"


def kept_language() -> str:
    """The language in the settings as it stands there; empty where there is none, or no settings that can be read.

    What is amiss with the settings is told by whoever reads them all.
    """
    try:
        return msgspec.json.decode(settings_file().read_bytes(), type=_Kept).language
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def _usual_folder() -> Path:
    if sys.platform.startswith("linux"):
        # As platformdirs has it, without the time that it takes to load; a test holds the two equal.
        kept = os.environ.get("XDG_CONFIG_HOME", "").strip()
        return (Path(kept) if kept else Path.home() / ".config") / PRODUCT
    import platformdirs  # noqa: PLC0415 - other systems have to be asked, and each start would pay for it

    return platformdirs.user_config_path(PRODUCT, appauthor=False)
