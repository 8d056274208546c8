"""The help says what there is: every page reachable, every picture there, every command, mark and finding told of."""

import re

import pytest

from app.analysis.kinds import kinds
from app.helping.blocks import Kind, blocks_of
from app.helping.html import anchor_of, html_of
from app.helping.pages import PAGES, messages, page, pages, picture, search
from app.lanes.marks import MarkKind
from app.lanes.rails import RailKind
from tests.conftest import ROOT
from widgets.commands import COMMANDS

FOLDER = ROOT / "resources" / "help"
MOST_BYTES = 1_500_000


def test_every_page_has_a_file_and_every_file_is_a_page() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(PAGES)
    assert len({one.title for one in pages()}) == len(PAGES)


def test_every_link_leads_to_a_page() -> None:
    assert [(one.key, link) for one in pages() for link in one.links if link not in PAGES] == []


def test_every_picture_is_there_and_none_is_left_over() -> None:
    named = {name for one in pages() for name in one.pictures}
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.png")}
    assert named == there
    assert all(picture(name).startswith(b"\x89PNG") for name in named)
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.png")) < MOST_BYTES


def test_every_picture_is_told_to_who_does_not_see_it() -> None:
    for one in pages():
        made = html_of(one, lambda name: name, lambda _file: 100)
        assert len(re.findall(r'<img [^>]*alt="[^"]+"', made)) == len(one.pictures)


@pytest.mark.parametrize("command", [command.id for command in COMMANDS])
def test_every_command_is_told_of(command: str) -> None:
    assert [one.key for one in pages() if command in one.commands], f"no help page says [[{command}]]"


def test_no_command_is_told_of_that_is_not_there() -> None:
    assert {name for one in pages() for name in one.commands} <= {command.id for command in COMMANDS}


def test_every_kind_of_finding_is_explained_under_its_name() -> None:
    headings = [block.said[0] for block in page("findings").blocks if block.kind is Kind.HEADING]
    assert headings[-len(kinds()) :] == [kind.name for kind in kinds().values()]


def test_every_mark_is_explained_with_its_picture() -> None:
    shown = {name.rpartition("/")[2].removesuffix(".png") for name in page("chart").pictures}
    marks = {
        "concern", "health", "missed", "admission", "harm", "improvement", "quiet", "unscored", "death", "hypothetical",
    }  # fmt: skip
    assert len(marks) == len(MarkKind), "a mark was added: draw it in tests/looks/help_pictures.py and explain it"
    rails = {"accepted", "refused", "unclear", "disagreement", "escalated", "strategy", "conference", "tool", "seen"}
    assert len(rails) == len(RailKind), "a rail mark was added: draw it and explain it"
    assert (
        marks | rails | {"column", "held", "run", "area", "faded", "unseen", "missing", "twin", "suggested", "disputed"}
        <= shown
    )


def test_a_page_reads_the_same_however_its_lines_are_broken() -> None:
    short = "# A title\n\nOne line\nand the next.\n\n- an item\n  over two lines\n- another\n"
    long = "# A title\n\nOne line and the next.\n\n- an item over two lines\n- another\n"
    assert [block.said for block in blocks_of(short)] == [block.said for block in blocks_of(long)]


def test_translators_see_every_word_and_no_code() -> None:
    told = list(messages())
    assert {file for file, _line, _words in told} == {f"help/{key}.md" for key in PAGES}
    assert all(any(sign.isalpha() for sign in words) for _file, _line, words in told)
    lines = {key: (FOLDER / f"{key}.md").read_text("utf-8").splitlines() for key in PAGES}
    for file, line, words in told:
        first = re.split(r"\W+", words.strip("*[ "))[0]
        assert first in lines[file.removeprefix("help/").removesuffix(".md")][line - 1]


@pytest.mark.parametrize(
    ("words", "first"), [("stair", "chart"), ("rejected row", "importing"), ("kappa", "reviewers")]
)
def test_the_page_that_tells_of_something_is_found(words: str, first: str) -> None:
    found = [hit.page.key for hit in search(words)]
    assert first in found[:3]


def test_what_nobody_wrote_is_not_found() -> None:
    assert search("zzyzx") == () and search("   ") == ()


def test_html_holds_no_markdown_and_only_links_within() -> None:
    for one in pages():
        made = html_of(one, lambda name: f"({name})", lambda _file: 100)
        assert "[[" not in made and "**" not in made and "](" not in made
        assert "http" not in made
    assert anchor_of("Step-down, no improvement shown") == "step-down-no-improvement-shown"
