"""``lifelanes chart``: what an analyst gets for what they ask for."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.cli import run
from tests.conftest import ROOT
from tests.pdf_words import read_pdf

COMBINED = str(ROOT / "resources" / "examples" / "perry" / "combined.xlsx")


def draws(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = run(["chart", COMBINED, *arguments])
    return status, capsys.readouterr().err


def test_a_pdf_is_a_page_of_a4_in_greys(capsys, tmp_path: Path):
    path = tmp_path / "lanes.pdf"
    status, told = draws(capsys, "-o", str(path))
    assert status == 0 and "1 page of A4" in told
    about, (page,) = read_pdf(path.read_bytes())
    assert page.size == (842, 595) and {"Perry", "Robin", "Sam", "Alex"} <= set(page.words)
    assert "4 children" in about["Title"]


@pytest.mark.parametrize(
    ("options", "size", "count"),
    [
        (("--paper", "A3"), (1191, 842), 1),
        (("--paper", "a4", "--portrait"), (595, 842), 1),
        (("--half-page",), (595, 842), 2),
        (("--size", "1280x720"), (960, 540), 1),
    ],
)
def test_paper_or_a_size_can_be_asked_for(capsys, tmp_path, options, size, count):
    path = tmp_path / "lanes.pdf"
    assert draws(capsys, "-o", str(path), *options)[0] == 0
    _, pages = read_pdf(path.read_bytes())
    assert len(pages) == count and pages[0].size == pytest.approx(size, abs=1.5)


def test_a_drawing_has_its_words_beside_it_where_asked(capsys, tmp_path):
    path = tmp_path / "lanes.svg"
    assert draws(capsys, "-o", str(path), "--text", "--facing")[0] == 0
    assert "hanging: deeper = higher level" in path.read_text("utf-8")
    assert "Perry" in (tmp_path / "lanes.svg.txt").read_text("utf-8")


def test_a_picture_of_paper_fits_a_page_of_a_report_at_the_dots_asked_for(capsys, tmp_path):
    path = tmp_path / "lanes.png"
    assert draws(capsys, "-o", str(path), "--paper", "A4", "--dpi", "150")[0] == 0
    image = QImage(str(path))
    assert image.width() == pytest.approx(257 / 25.4 * 150, abs=4)
    assert image.dotsPerMeterX() == round(150 / 0.0254)


@pytest.mark.parametrize(
    "options",
    [("-o", "x.png", "--size", "9x9", "--paper", "A4"), ("-o", "x.png", "--portrait"), ("-o", "x.pdf", "--dpi", "9")],
)
def test_options_that_do_not_go_together_are_told(capsys, tmp_path, monkeypatch, options):
    monkeypatch.chdir(tmp_path)
    status, told = draws(capsys, *options)
    assert status == 2 and "Error: " in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["lanes.bmp", "lanes", "nowhere/lanes.png"])
def test_where_nothing_can_be_drawn_is_told_in_a_sentence(capsys, tmp_path, name):
    status, told = draws(capsys, "-o", str(tmp_path / name))
    assert status == 1 and name.split("/")[-1] in told and "Traceback" not in told
