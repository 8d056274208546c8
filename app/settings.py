"""A person's taste: kept in their own folder, never in a case, and never with a case's text in it.

Each field carries its label, its help and its limits; the form, the help pages and the tests read them.
"""

from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Final

import msgspec

from app.errors import UserError
from app.language import SYSTEM, tr
from app.settings_file import settings_file
from app.whole_file import put_whole

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
        default=tr("Reviewer"),
        metadata=_about(tr("Your name"), tr("Stands beside the codes you give and in the history of a case.")),
    )
    theme: str = field(
        default="light",
        metadata=_about(tr("Colours"), tr("The colours of the window and of the lanes; a printed chart has its own.")),
    )
    text_percent: int = field(
        default=100,
        metadata=_about(tr("Text size (%)"), tr("The size of all text, compared with the usual one."), 100, 200),
    )
    recent: tuple[str, ...] = field(
        default=(), metadata=_kept(tr("Recent cases"), tr("Case files opened lately, the latest first."))
    )
    last_folder: str = field(
        default="", metadata=_kept(tr("Last folder"), tr("Where a file was last opened or saved."))
    )
    window_geometry: str = field(
        default="", metadata=_kept(tr("Window position"), tr("Where the window stood and how large it was (base64)."))
    )
    window_state: str = field(
        default="", metadata=_kept(tr("Window layout"), tr("Which panels were open and where they stood (base64)."))
    )
    table_columns: str = field(
        default="",
        metadata=_kept(tr("Columns of records"), tr("Which columns are shown, their order and widths (base64).")),
    )
    facing: bool = field(
        default=False,
        metadata=_about(
            tr("Facing strips"), tr("Both strips of a lane share one baseline, from which the level hangs.")
        ),
    )
    open_lane: bool = field(
        default=True,
        metadata=_about(
            tr("Open the lane under the pointer"),
            tr("With many children, the lane under the pointer or with the keyboard is drawn in full over the others."),
        ),
    )
    tables_folded: bool | None = field(
        default=None,
        metadata=_kept(
            tr("Tables folded up"),
            tr("Whether the tables under the chart are folded up; until chosen, where it is low."),
        ),
    )
    lane_height: int = field(
        default=0, metadata=_kept(tr("Height of lanes"), tr("How high a lane is drawn, in pixels; 0 for what fits."))
    )
    language: str = field(
        default=SYSTEM,
        metadata=_kept(tr("Language"), tr("The language of the program from its next start: system, en or cy.")),
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
            faults.append(tr("{setting} may not be empty.").format(setting=about(name).label))
    for item in fields(Settings):
        limits, value = about(item.name), getattr(settings, item.name)
        if limits.least is not None and limits.most is not None and not limits.least <= value <= limits.most:
            faults.append(
                tr("{setting} runs from {least} to {most}.").format(
                    setting=limits.label, least=limits.least, most=limits.most
                )
            )
    return faults


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
        return Settings(), tr("Your settings in {path} cannot be read; the usual ones are used.").format(path=path)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Settings(), _set_aside(path)
    return (Settings(), _set_aside(path)) if find_faults(settings) else (settings, "")


def _set_aside(path: Path) -> str:
    aside = path.with_name(path.name + ".damaged")
    try:
        path.replace(aside)
    except OSError:
        return tr("Your settings in {path} are damaged; the usual ones are used.").format(path=path)
    return tr("Your settings were damaged; the usual ones are used. The damaged file is {file}.").format(file=aside)


def save(settings: Settings) -> None:
    """Keep the settings; the file changes whole or not at all.

    Raises:
        UserError: when a setting is outside its limits or the file cannot be written.
    """
    faults = find_faults(settings)
    if faults:
        raise UserError(faults[0])
    path = settings_file()
    try:
        put_whole(path, msgspec.json.format(msgspec.json.encode(settings), indent=2))
    except OSError as error:
        raise UserError(tr("Your settings could not be saved in {folder}.").format(folder=path.parent)) from error
