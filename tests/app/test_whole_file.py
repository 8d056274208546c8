"""What is saved is there whole or not at all, whatever is saved; what was there stays where it cannot be."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.case.scheme import shipped_scheme
from app.case.scheme_files import save_scheme
from app.errors import UserError
from app.export.import_report import ReportSheet, save_sheets
from app.whole_file import put_whole
from tests.full_disk import full_after

SHEETS = [ReportSheet("Rows", ("Text",), tuple((f"row {number}",) for number in range(3000)))]

Save = Callable[[Path], None]
SAVES = [
    pytest.param(lambda path: save_scheme(shipped_scheme("wales"), path), id="a scheme"),
    pytest.param(lambda path: save_sheets(SHEETS, path), id="a workbook"),
]


@pytest.mark.parametrize("save", SAVES)
def test_a_full_disk_leaves_the_file_that_was_there(save: Save, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"before")
    with full_after(1000), pytest.raises(UserError, match="kept could not be saved"):
        save(path)
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("save", SAVES)
def test_a_folder_that_is_gone_is_told(save: Save, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no folder .*gone"):
        save(tmp_path / "gone" / "kept")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_the_programs_own_gets_its_folder(tmp_path: Path) -> None:
    put_whole(tmp_path / "a" / "b" / "settings", b"{}")
    assert (tmp_path / "a" / "b" / "settings").read_bytes() == b"{}"
    with full_after(10), pytest.raises(OSError, match="large"):
        put_whole(tmp_path / "a" / "b" / "settings", b"{}" * 100)
    assert [path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()] == [b"{}"]


@pytest.mark.parametrize("save", SAVES)
def test_what_a_power_cut_left_goes_when_any_file_is_saved_beside_it(save: Save, tmp_path: Path) -> None:
    path, new, other = (
        tmp_path / "kept [1].xlsx",
        tmp_path / ".kept [1]-01234567.lifelanes-part",
        tmp_path / ".of another program-76543210.part",
    )
    old = [tmp_path / f".{name}-89abcdef.lifelanes-part" for name in ("kept [1]", "a chart never drawn again")]
    for left in (*old, new, other):
        left.write_text("half", "utf-8")
    for left in (*old, other):
        os.utime(left, (0, 0))
    save(path)
    assert sorted(tmp_path.iterdir()) == sorted([path, new, other]), "one that is new may still be written"
