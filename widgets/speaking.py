"""Choosing the language: kept at once, in force from the next start, since words are said while the program loads."""

from collections.abc import Callable, Mapping
from functools import partial

from app.language import LANGUAGES, SYSTEM, tr
from widgets.kept_settings import KeptSettings


def language_deeds(settings: KeptSettings, tell: Callable[[str], object]) -> Mapping[str, Callable[[], None]]:
    """What each command that chooses a language does, by its id; ``tell`` is given a sentence on it."""
    return {f"look.language.{code}": partial(_choose, settings, tell, code) for code in (SYSTEM, *LANGUAGES)}


def _choose(settings: KeptSettings, tell: Callable[[str], object], code: str) -> None:
    settings.change(language=code)
    if code == SYSTEM:
        tell(tr("From its next start Lifelanes speaks the language of the system."))
    else:
        tell(tr("From its next start Lifelanes speaks {language}.").format(language=LANGUAGES[code]))
