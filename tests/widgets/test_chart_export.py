"""The chart as a file: what another program finds in it."""

import re
import struct
import subprocess
import zlib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from shutil import which
from threading import Thread
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from app import PRODUCT, VERSION
from app.analysis.findings import find_all
from app.case.practice import Episode
from app.case.practice_edits import mark_episode
from app.errors import UserError
from app.lanes.aligned import aligned
from app.lanes.layout import lay_out
from app.lanes.scene import LanesScene, resolve
from app.lanes.sizes import sizes_for
from app.language import use
from app.progress import Cancelled, Progress
from app.theme import load_theme
from tests.app.case_builder import Row, a_case, a_large_case
from tests.app.test_relapse import CYCLE
from tests.full_disk import full_after
from tests.pdf_words import PdfPage, read_pdf
from tests.widgets.test_lanes_picture import pixels
from widgets.chart_export import pages_of, save_chart
from widgets.chart_leaves import Shown, screen_leaf
from widgets.fonts import load_fonts
from widgets.going_out.form import Form, words_beside
from widgets.going_out.paper import Paper
from widgets.going_out.png import image_of
from widgets.lanes.inks import Measurer
from widgets.lanes.painter import paint_chart
from widgets.lanes.picture import ChartPicture

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["Perry", "Robin", "Sam", "Alex", "Kit", "Jo", "Ray", "Lee"]
MARKING = "OFFICIAL-SENSITIVE"


@pytest.fixture
def family(qapp) -> str:
    # Registered anew, so that no glyph of an earlier test is left in Qt's caches, which round to a 64th of a pixel.
    qapp.setProperty("own fonts", None)
    return load_fonts()


def shown_of(family: str, children: int = 2, theme: str = "light") -> Shown:
    names = NAMES[:children]
    rows = [row._replace(subjects="all", levels=dict.fromkeys(names, max(row.levels.values()))) if row.levels
            else row._replace(subjects="all") for row in CYCLE]  # fmt: skip
    health = Row("2012-03-05", "all", 3, "physical_health")
    case = replace(a_case(names, *rows, health), marking=MARKING)
    return Shown(resolve(case, find_all(case)), load_theme(theme), family)


def chunks(data: bytes) -> dict[str, bytes]:
    """The chunks of a PNG, those of words by their keyword."""
    found: dict[str, bytes] = {}
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        if kind in (b"tEXt", b"zTXt", b"iTXt"):
            key, _, rest = body.partition(b"\0")
            found[key.decode()] = said_in(kind, rest)
        else:
            found.setdefault(kind.decode(), body)
        at += 12 + length
    return found


def said_in(kind: bytes, rest: bytes) -> bytes:
    if kind == b"tEXt":
        return rest.decode("latin-1").encode()
    if kind == b"zTXt":
        return zlib.decompress(rest[1:]).decode("latin-1").encode()
    packed = rest[0] == 1
    words = rest[2:].split(b"\0", 2)[2]
    return zlib.decompress(words) if packed else words


def printed(path: Path) -> list[PdfPage]:
    return read_pdf(path.read_bytes())[1]


# --- pictures ----------------------------------------------------------------------------------------------------


def test_a_picture_is_as_large_as_asked_and_says_what_it_shows(family, tmp_path):
    path = tmp_path / "chart.png"
    assert save_chart(shown_of(family), path, Form((2400, 1350), dpi=144)) == "2400x1350"
    found = chunks(path.read_bytes())
    assert struct.unpack(">II", found["IHDR"][:8]) == (2400, 1350)
    assert struct.unpack(">I", found["pHYs"][:4])[0] == round(144 / 0.0254)
    words = found["Description"].decode()
    assert len(words) <= 250 and "Concern returned" in words and "Perry" in words
    assert found["Software"].decode() == f"{PRODUCT} {VERSION}"
    assert "Perry" not in found["Title"].decode()


def test_more_dots_per_inch_make_words_larger_and_not_more_of_them(family, tmp_path):
    near, far = tmp_path / "near.png", tmp_path / "far.png"
    save_chart(shown_of(family), far, Form((1920, 1080), dpi=96))
    save_chart(shown_of(family), near, Form((1920, 1080), dpi=144))
    assert QImage(str(near)).size() == QImage(str(far)).size()
    assert near.read_bytes() != far.read_bytes()


def test_a_picture_shows_what_the_window_shows(family):
    """Part by part for a file or all at once for the window: the chart above the last line is the same."""
    whole = shown_of(family)
    case = mark_episode(Episode("The first plan", date(2012, 2, 1), date(2012, 6, 1)))(whole.scene.case)[0]
    scene = resolve(case, find_all(case))
    assert scene.episodes
    for shown in (replace(whole, scene=scene), replace(whole, facing=True), replace(whole, scene=moved(whole.scene))):
        leaf = screen_leaf(replace(shown, drawn=datetime(2026, 5, 4)), 1280, 720)
        strip = 720 - 15
        image = image_of(leaf, 1.0, 96.0, Progress())
        layout = lay_out(shown.scene, 1280, strip, facing=shown.facing, sizes=sizes_for(1280, 720))
        seen = QImage(1280, strip, QImage.Format.Format_RGB32)
        painter = QPainter(seen)
        paint_chart(painter, layout, shown.theme, family, Measurer(family))
        painter.end()
        assert np.abs(pixels(image)[:strip] - pixels(seen)).max() <= 2, "apart from how glyphs are rounded"


def moved(scene: LanesScene) -> LanesScene:
    return aligned(scene, {lane.child: scene.first_day + 22 for lane in scene.lanes}, "a day")


@pytest.mark.parametrize("form", [Form((200, 200)), Form((99999, 300)), Form((640, 480), dpi=600)])
def test_a_size_that_will_not_do_is_told(family, tmp_path, form):
    with pytest.raises(UserError):
        save_chart(shown_of(family), tmp_path / "chart.png", form)
    assert list(tmp_path.iterdir()) == []


def test_pages_do_not_go_into_one_picture(family, tmp_path):
    with pytest.raises(UserError, match="2 pages"):
        save_chart(shown_of(family, 8), tmp_path / "chart.png", Form(paper=Paper()))


def test_what_it_shows_can_be_had_as_text_too(family, tmp_path):
    path = tmp_path / "chart.png"
    save_chart(shown_of(family), path, Form((640, 480), words=True))
    said = words_beside(path).read_text("utf-8")
    assert "Perry. " in said and "1 return of concern: cycle 1, stepped down" in said


# --- drawings ----------------------------------------------------------------------------------------------------


def drawing_of(shown: Shown, path: Path) -> ElementTree.Element:
    save_chart(shown, path, Form((1280, 720)))
    return ElementTree.parse(path).getroot()


def test_a_drawing_is_told_to_whoever_does_not_see_it(family, tmp_path):
    root = drawing_of(shown_of(family), tmp_path / "chart.svg")
    assert root.get("role") == "img" and root.get("viewBox") == "0 0 1280 720"
    title, told = root[0], root[1]
    assert (title.tag, told.tag) == (SVG + "title", SVG + "desc")
    assert root.get("aria-labelledby") == title.get("id") and root.get("aria-describedby") == told.get("id")
    assert "2 children" in (title.text or "") and "stepped down" in (told.text or "")
    lanes = [group.get("aria-label") or "" for group in root.iter(SVG + "g") if group.get("role") == "group"]
    assert [lane.split(".")[0] for lane in lanes] == ["Perry", "Robin"]


def test_words_of_a_drawing_stay_words_in_any_font(family, tmp_path):
    root = drawing_of(shown_of(family), tmp_path / "chart.svg")
    words = list(root.iter(SVG + "text"))
    said = [element.text or "" for element in words]
    assert "Perry" in said and any("after" in piece and "days" in piece for piece in said)
    assert any(MARKING in piece for piece in said)
    assert all((element.get("font-family") or "").endswith("sans-serif") for element in words)
    assert all(float(element.get("textLength") or 0) > 0 for element in words if element.text)
    assert not list(root.iter(SVG + "image"))


def test_what_a_drawing_refers_to_is_in_it_once(family, tmp_path):
    text = (drawing_of(shown_of(family), tmp_path / "chart.svg"), (tmp_path / "chart.svg").read_text("utf-8"))[1]
    known = [element.get("id") for element in ElementTree.fromstring(text).iter() if element.get("id")]
    asked = {piece.split(")")[0] for piece in text.split("url(#")[1:]}
    assert len(known) == len(set(known)) and asked and asked <= set(known)


# --- pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "size"),
    [
        (Paper(), (842, 595)),
        (Paper(landscape=False), (595, 842)),
        (Paper("A3"), (1191, 842)),
        (Paper(landscape=False, half=True), (595, 842)),
    ],
)
def test_a_page_is_of_the_paper_asked_for_and_keeps_to_what_can_be_read(family, tmp_path, paper, size):
    path = tmp_path / "chart.pdf"
    save_chart(shown_of(family, theme="print"), path, Form(paper=paper))
    (page,) = printed(path)
    assert page.size == pytest.approx(size, abs=1.5)
    assert min(page.word_sizes) >= 7.59, "words under the floor of print"
    assert min(page.line_widths) >= 0.35, "lines too fine for print"
    assert page.pictures == 0


def test_the_words_of_a_page_can_be_found(family, tmp_path):
    path = tmp_path / "chart.pdf"
    save_chart(shown_of(family, theme="print"), path, Form(paper=Paper()))
    about, (page,) = read_pdf(path.read_bytes())
    assert "Perry" not in about["Title"] and about["Author"] == "" and about["Creator"] == f"{PRODUCT} {VERSION}"
    described = re.search(rb"<dc:description>.*?>([^<]+)</rdf:li>", path.read_bytes())
    assert described and described.group(1).decode().startswith("Concern returned within a year")
    said = "\n".join(page.words)
    for words in ("Perry", "Robin", "Child protection plan", "significant harm", "2 child in need", "filters: none"):
        assert words in said, words
    assert page.words.count(MARKING) == 2, "the marking stands in header and footer"
    assert "page 1 of 1" in page.words and any("scheme: " in piece for piece in page.words)


def test_another_program_finds_the_words_of_a_page(family, tmp_path):
    if which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed; our own reader has looked at the same words")
    path = tmp_path / "chart.pdf"
    save_chart(shown_of(family, theme="print"), path, Form(paper=Paper()))
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)
    assert "Perry" in said.stdout and "4 likely significant harm" in said.stdout
    assert said.stderr == "", "the file is not quite right"


def test_children_who_find_no_room_go_to_a_page_of_their_own(family, tmp_path):
    path = tmp_path / "chart.pdf"
    assert save_chart(shown_of(family, 8, "print"), path, Form(paper=Paper())) == "2 pages of A4"
    pages = printed(path)
    for page, here in zip(pages, (NAMES[:4], NAMES[4:]), strict=True):
        assert [name for name in NAMES if name in page.words] == here
        assert any("4 of 8 children" in piece for piece in page.words)
        assert any(piece.startswith("Concern: 1 ") for piece in page.words), "each page has the key"
        assert MARKING in page.words and "Jan–Mar 2012" in page.words


def test_half_a_page_holds_two_children(family):
    paper = Paper(landscape=False, half=True)
    leaves = pages_of(shown_of(family, 5), paper.canvas, paper.most)
    assert [sum(part.name != "" for part in leaf.parts) for leaf in leaves] == [2, 2, 1]
    assert all(leaf.height <= paper.canvas[1] for leaf in leaves)


def test_where_a_sheet_is_low_there_are_fewer_children_on_each(family):
    leaves = pages_of(shown_of(family, 6), (1136, 420))
    assert len(leaves) > 1 and all(leaf.height <= 420 for leaf in leaves)


def test_a_case_that_names_no_child_goes_out_too(family, tmp_path):
    for name in ("chart.png", "chart.svg", "chart.pdf"):
        save_chart(shown_of(family, 0), tmp_path / name, Form(paper=Paper()))
    (page,) = printed(tmp_path / "chart.pdf")
    assert any("no child is named" in piece for piece in page.words)


def test_the_days_and_filters_in_force_are_told(family, tmp_path):
    path = tmp_path / "chart.pdf"
    whole = shown_of(family)
    part = replace(whole, first=whole.scene.first_day + 200.0, filters=("agency: School",))
    save_chart(part, path, Form((1280, 720)))
    (page,) = printed(path)
    said = "\n".join(page.words)
    assert f"of {whole.scene.total} records lie in the days shown" in said and "filters: agency: School" in said
    assert page.size == pytest.approx((960, 540), abs=1)


# --- files -------------------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_told(family, tmp_path):
    with pytest.raises(UserError, match="there is no folder"):
        save_chart(shown_of(family), tmp_path / "nowhere" / "chart.svg", Form((640, 480)))


def test_a_folder_that_takes_no_files_is_told_and_what_was_there_stays(family, tmp_path):
    (tmp_path / "chart.svg").mkdir()
    (tmp_path / "chart.svg" / "kept").write_text("before")
    with pytest.raises(UserError, match="could not be saved"):
        save_chart(shown_of(family), tmp_path / "chart.svg", Form((640, 480)))
    assert [path.name for path in tmp_path.iterdir()] == ["chart.svg"]


def test_a_full_disk_leaves_what_was_there(family, tmp_path):
    path = tmp_path / "chart.png"
    path.write_bytes(b"before")
    with full_after(4096), pytest.raises(UserError, match="could not be saved: File too large"):
        save_chart(shown_of(family), path, Form((640, 480)))
    assert path.read_bytes() == b"before" and [item.name for item in tmp_path.iterdir()] == ["chart.png"]


@pytest.mark.parametrize("name", ["chart.png", "chart.svg", "chart.pdf"])
def test_drawing_can_be_stopped_and_leaves_nothing(family, tmp_path, name):
    progress = Progress()

    def stop_half_way(share: float, _words: str) -> None:
        if share > 0.3:
            progress.cancel()

    progress.report = stop_half_way
    with pytest.raises(Cancelled):
        save_chart(shown_of(family), tmp_path / name, Form((640, 480)), progress)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["chart.bmp", "chart"])
def test_a_kind_of_file_that_is_not_known_is_told(family, tmp_path, name):
    with pytest.raises(UserError, match=r"\.png, \.svg or \.pdf"):
        save_chart(shown_of(family), tmp_path / name, Form())


# --- while the window draws --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["chart.png", "chart.svg", "chart.pdf"])
def test_a_file_drawn_while_the_window_draws_is_the_same(family, tmp_path, name):
    case = a_large_case(1500)
    shown = Shown(resolve(case, find_all(case)), load_theme(), family, drawn=datetime(2026, 5, 4, 3, 2, 1))
    alone, beside = tmp_path / f"alone-{name}", tmp_path / f"beside-{name}"
    save_chart(shown, alone, Form((1000, 560)))
    picture = ChartPicture(load_theme(), family, Measurer(family))
    drawing = Thread(target=save_chart, args=(shown, beside, Form((1000, 560))))
    drawing.start()
    first, wide = shown.scene.first_day, (shown.scene.last_day - shown.scene.first_day) / 3
    while drawing.is_alive():
        picture.draw(lay_out(shown.scene, 1000, 560, first, first + wide), 1.0)
        first += 1
    drawing.join()
    assert without_times(alone.read_bytes()) == without_times(beside.read_bytes())


def without_times(data: bytes) -> bytes:
    """A file without what differs from one run to the next: the PDF's own dates and ids."""
    return re.sub(rb"/(?:CreationDate|ModDate|ID).*|[A-Z]{6}\\+NotoSans", b"", data)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_drawing_says_which_language_its_words_are_in(family, tmp_path, language):
    path = tmp_path / "chart.svg"
    use(language)
    try:
        save_chart(shown_of(family, 4, "light"), path, Form())
    finally:
        use("en")
    assert ElementTree.parse(path).getroot().get("lang") == f"{language}-GB", "or a screen reader says it wrongly"


# --- what a PDF says to whoever does not see it ---------------------------------------------------------------------


def test_each_page_is_a_figure_with_words_an_outline_and_a_language(family, tmp_path):
    path = tmp_path / "chart.pdf"
    save_chart(shown_of(family, 8, "print"), path, Form(paper=Paper()))
    data = path.read_bytes()
    for key in (b"/Lang <FEFF", b"/MarkInfo << /Marked true >>", b"/DisplayDocTitle true", b"/StructTreeRoot"):
        assert key in data, key
    alts = [bytes.fromhex(found.decode()).decode("utf-16") for found in re.findall(rb"/Alt <([0-9A-F]+)>", data)]
    assert [[name for name in NAMES if f"{name}" in alt] for alt in alts] == [NAMES[:4], NAMES[4:]]
    titles = re.findall(rb"/Title <([0-9A-F]+)> /Parent", data)
    assert bytes.fromhex(titles[0].decode()).decode("utf-16") == f"Page 1: {', '.join(NAMES[:4])}"
    assert data.count(b"/Figure << /MCID 0 >> BDC") == 1 and data.count(b"/S /Figure") == 2


def test_another_program_finds_a_tagged_file_in_order(family, tmp_path):
    if which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) is not installed; the test above has looked into the same file")
    path = tmp_path / "chart.pdf"
    save_chart(shown_of(family, 8, "print"), path, Form(paper=Paper()))
    told = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, text=True, check=True)
    assert told.stderr == "" and told.stdout.split() == ["Document", "Figure", "Figure"]
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    assert re.search(r"Tagged: +yes", about.stdout) and re.search(r"Pages: +2", about.stdout)
