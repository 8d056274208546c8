"""A person's taste: kept in their own folder, never in a case, and never with a case's text in it.

Each field carries its label, its help and its limits; the form, the help pages and the tests read them.
"""

import os
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Final

import msgspec
import platformdirs

from app import PRODUCT
from app.errors import UserError

FOLDER_VARIABLE = "LIFELANES_SETTINGS_DIR"
"""Names another folder for the settings, as the tests do."""

MOST_RECENT: Final = 10


@dataclass(frozen=True, slots=True)
class About:
    """What a form says of a setting. ``shown`` is False for what the program remembers by itself."""

    label: str
    help: str
    least: int | None = None
    most: int | None = None
    shown: bool = True


def _about(label: str, text: str, least: int | None = None, most: int | None = None) -> dict[str, About]:
    return {"about": About(label, text, least, most)}


def _kept(label: str, text: str) -> dict[str, About]:
    return {"about": About(label, text, shown=False)}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default."""

    reviewer: str = field(
        default="Reviewer",
        metadata=_about("Your name", "Stands beside the codes you give and in the history of a case."),
    )
    theme: str = field(
        default="light",
        metadata=_about("Colours", "The colours of the window and of the lanes; a printed chart has its own."),
    )
    text_percent: int = field(
        default=100,
        metadata=_about("Text size (%)", "The size of all text, compared with the usual one.", 100, 200),
    )
    recent: tuple[str, ...] = field(
        default=(), metadata=_kept("Recent cases", "Case files opened lately, the latest first.")
    )
    last_folder: str = field(default="", metadata=_kept("Last folder", "Where a file was last opened or saved."))
    window_geometry: str = field(
        default="", metadata=_kept("Window position", "Where the window stood and how large it was (base64).")
    )
    window_state: str = field(
        default="", metadata=_kept("Window layout", "Which panels were open and where they stood (base64).")
    )
    table_columns: str = field(
        default="", metadata=_kept("Columns of records", "Which columns are shown, their order and widths (base64).")
    )
    facing: bool = field(
        default=False,
        metadata=_about("Facing strips", "Both strips of a lane share one baseline, from which the level hangs."),
    )
    lane_height: int = field(
        default=0, metadata=_kept("Height of lanes", "How high a lane is drawn, in pixels; 0 for what fits.")
    )

    def with_recent(self, path: Path) -> "Settings":
        """The same with this case file as the latest of the recent ones, and its folder as the last."""
        others = [kept for kept in self.recent if kept != str(path)]
        return replace(self, recent=(str(path), *others)[:MOST_RECENT], last_folder=str(path.parent))

    def without_recent(self, path: Path) -> "Settings":
        """The same without this case file among the recent ones."""
        return replace(self, recent=tuple(kept for kept in self.recent if kept != str(path)))


def about(name: str) -> About:
    """What a form says of the setting of that name.

    Raises:
        KeyError: when there is no such setting.
    """
    known: dict[str, Field[object]] = {item.name: item for item in fields(Settings)}
    told: About = known[name].metadata["about"]
    return told


def find_faults(settings: Settings) -> list[str]:
    """What is outside its limits, one sentence each, for a form to show beside the setting."""
    faults: list[str] = []
    for name in ("reviewer", "theme"):
        if not str(getattr(settings, name)).strip():
            faults.append(f"{about(name).label} may not be empty.")
    for item in fields(Settings):
        limits, value = about(item.name), getattr(settings, item.name)
        if limits.least is not None and limits.most is not None and not limits.least <= value <= limits.most:
            faults.append(f"{limits.label} runs from {limits.least} to {limits.most}.")
    return faults


def settings_file() -> Path:
    """Where the settings are kept."""
    folder = os.environ.get(FOLDER_VARIABLE)
    return (Path(folder) if folder else platformdirs.user_config_path(PRODUCT, appauthor=False)) / "settings.json"


def load() -> tuple[Settings, str]:
    """The settings, and a sentence for the user where something was amiss (else empty).

    A damaged file is set aside under another name and the defaults are used.
    """
    path = settings_file()
    try:
        settings = msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings(), ""
    except OSError:
        return Settings(), f"Your settings in {path} cannot be read; the usual ones are used."
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Settings(), _set_aside(path)
    return (Settings(), _set_aside(path)) if find_faults(settings) else (settings, "")


def _set_aside(path: Path) -> str:
    aside = path.with_name(path.name + ".damaged")
    try:
        path.replace(aside)
    except OSError:
        return f"Your settings in {path} are damaged; the usual ones are used."
    return f"Your settings were damaged; the usual ones are used. The damaged file is {aside}."


def save(settings: Settings) -> None:
    """Keep the settings; the file changes whole or not at all.

    Raises:
        UserError: when a setting is outside its limits or the file cannot be written.
    """
    faults = find_faults(settings)
    if faults:
        raise UserError(faults[0])
    path = settings_file()
    started = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        started.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2))
        started.replace(path)
    except OSError as error:
        raise UserError(f"Your settings could not be saved in {path.parent}.") from error
