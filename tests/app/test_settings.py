"""A person's settings: kept, refused, and set aside when damaged."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from app.errors import UserError
from app.settings import Settings, about, find_faults, load, save
from app.settings_file import FOLDER_VARIABLE


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "settings"))
    return tmp_path / "settings"


def test_the_first_start_has_the_usual_settings():
    assert load() == (Settings(), "")


def test_settings_are_kept(folder: Path):
    mine = Settings("Ann", "dark", 150, ("/a/b.lifelanes",), "/a", "AdnQywAD", "AAAA")
    save(mine)
    assert load() == (mine, "")
    assert [path.name for path in folder.iterdir()] == ["settings.json"]


def test_a_setting_of_a_newer_version_does_no_harm(folder: Path):
    save(Settings("Ann"))
    told = json.loads((folder / "settings.json").read_text("utf-8"))
    (folder / "settings.json").write_text(json.dumps({**told, "sparkle": True}), "utf-8")
    assert load() == (Settings("Ann"), "")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"reviewer": 7}', '{"text_percent": 900}', '{"reviewer": " "}', '{"recent": "x"}', "\xff\xfe"],
)
def test_damaged_settings_are_set_aside_and_told(text: str, folder: Path):
    folder.mkdir()
    (folder / "settings.json").write_bytes(text.encode("latin-1"))
    settings, says = load()
    assert settings == Settings()
    assert "settings.json.damaged" in says
    assert (folder / "settings.json.damaged").read_bytes() == text.encode("latin-1")
    assert load() == (Settings(), "")


@pytest.mark.parametrize("wrong", [{"text_percent": 99}, {"text_percent": 201}, {"reviewer": ""}, {"theme": " "}])
def test_what_is_outside_its_limits_is_not_saved(wrong: dict, folder: Path):
    settings = replace(Settings(), **wrong)
    assert len(find_faults(settings)) == 1
    with pytest.raises(UserError):
        save(settings)
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_said(folder: Path):
    folder.write_text("a file stands where the folder should be", "utf-8")
    with pytest.raises(UserError, match="could not be saved"):
        save(Settings())
    settings, says = load()
    assert settings == Settings()
    assert "cannot be read" in says


def test_every_setting_has_a_label_and_help():
    for item in fields(Settings):
        assert about(item.name).label
        assert about(item.name).help.endswith(".")


def test_the_latest_case_comes_first_and_ten_are_kept(tmp_path: Path):
    settings = Settings()
    for number in [*range(12), 5]:
        settings = settings.with_recent(tmp_path / f"case {number}.lifelanes")
    names = [Path(path).stem for path in settings.recent]
    assert names == [f"case {number}" for number in (5, 11, 10, 9, 8, 7, 6, 4, 3, 2)]
    assert settings.last_folder == str(tmp_path)
    assert len(settings.without_recent(tmp_path / "case 5.lifelanes").recent) == 9
