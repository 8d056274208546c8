"""Which language is spoken: asked for on the command line, in the environment, in the settings, or the system's."""

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from app import PRODUCT, language
from app.language import SYSTEMS_WORDS, VARIABLE, wanted
from app.settings import Settings, save
from app.settings_file import FOLDER_VARIABLE, kept_language, settings_file
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def nothing_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (VARIABLE, *SYSTEMS_WORDS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))


@pytest.mark.parametrize(
    ("arguments", "asked", "kept", "system", "spoken"),
    [
        ([], "", "", "", "en"),
        ([], "", "", "cy_GB.UTF-8", "cy"),
        ([], "", "", "en_GB.UTF-8", "en"),
        ([], "", "", "fr_FR", "en"),
        ([], "", "", "C", "en"),
        ([], "", "cy", "en_GB", "cy"),
        ([], "", "en", "cy_GB", "en"),
        ([], "", "system", "cy_GB", "cy"),
        ([], "", "tlh", "cy_GB", "cy"),
        ([], "en", "cy", "cy_GB", "en"),
        ([], "system", "en", "cy_GB", "cy"),
        (["--language", "cy", "inspect"], "en", "en", "", "cy"),
        (["--language=cy"], "", "", "", "cy"),
        (["--language"], "", "", "", "en"),
        (["inspect", "--language", "cy"], "", "", "", "en"),
    ],
)
def test_who_asks_first_is_heard(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], asked: str, kept: str, system: str, spoken: str
) -> None:
    monkeypatch.setenv(VARIABLE, asked)
    monkeypatch.setenv("LANG", system)
    assert wanted(arguments, lambda: kept) == spoken


def test_the_language_of_the_settings_is_read_before_the_settings() -> None:
    assert kept_language() == ""
    save(Settings(language="cy"))
    assert kept_language() == "cy"
    settings_file().write_text("{", encoding="utf-8")
    assert kept_language() == ""


def test_settings_are_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE)
    usual = platformdirs.user_config_path(PRODUCT, appauthor=False)
    assert settings_file() == usual / "settings.json"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file() == platformdirs.user_config_path(PRODUCT, appauthor=False) / "settings.json"


def test_a_language_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        language.use("tlh")


def test_english_loads_no_catalogue_and_welsh_is_loaded_at_the_start() -> None:
    code = (
        "import sys, app.__main__, app.language as l, app.cli as c;"
        "print(l.in_use(), l._chosen.catalogue is None, c.commands.help == l.tr(c.commands.help))"
    )
    for asked, told in (("en", "en True True"), ("cy", "cy False True")):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, VARIABLE: asked}, capture_output=True, text=True
        )
        assert done.stdout.strip() == told, done.stderr
