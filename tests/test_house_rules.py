"""How the house is kept: sizes, directions, names, what may not be in it. If one fails, mend the thing, not the rule.

The rules that look at one file are in ``rules.py``. Each is also shown a planted violation, since a rule that
cannot fail keeps nothing.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests import rules
from tests.conftest import ROOT
from tests.rules import Source
from widgets import late

CODE = ("app", "importers", "widgets")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Functions that may import inside: they keep a start fast, or a part away from whoever does not need it.
LATE_LOADERS = {
    "app/__main__.py::_command": "the window needs no commands",
    "app/__main__.py::_window": "the commands need no Qt",
    "app/case/finding_edits.py::rows_digest": "it loads all of OpenSSL, which no start needs",
    "app/agreement/chance.py::_task": "its library takes a second to load, and few ask for agreement",
    "app/cli_agreement.py::_labels": "reading files is loaded where files are read",
    "app/cli_chart.py::draw": "only commands that draw need Qt",
    "app/cli_chart.py::load_painter": "only commands that draw need Qt",
    "app/cli.py::_window": "only commands that open the window need Qt",
    "app/cli_wishes.py::Wish.taken": "few ask who knew what",
    "app/cli_wishes.py::Wish.read": "few ask for another scheme",
    "app/cli_wishes.py::read": "reading files is loaded in the process that reads",
    "app/cli_listing.py::_recognise": "reading files is loaded in the process that reads",
    "app/cli_output.py::entries_of": "only events need the lexicon",
    "app/export/import_report.py::_workbook": "few runs write a workbook",
    "app/language.py::_catalogue": "English needs no catalogue, and is read at every start",
    "app/language.py::_of_the_system": "only Windows has to be asked",
    "app/settings_file.py::_usual_folder": "only other systems than Linux have to be asked",
    "app/intake.py::_coded": "a sheet that states its codes needs no lexicon",
    "app/intake.py::_marked": "few ask for markers of rows whose codes are stated",
    "app/intake.py::_unused_words": "most cases have no words of their own",
    "app/intake.py::_opened": "spreadsheets need no database",
    "widgets/helping.py::Helping.begin_tour": "few starts are followed by a tour",
    "widgets/helping.py::Helping.explain": "help loads when it is asked for",
    "widgets/helping.py::Helping.show_here": "help loads when it is asked for",
    "widgets/helping.py::Helping.show_page": "help loads when it is asked for",
    "importers/readers/files.py::_excel_xml": "few files are markup",
    "importers/readers/files.py::_web_tables": "few files are markup",
    "importers/readers/reading_apart.py::_Process.working": "few files take so long that their clock is asked",
    "importers/readers/sheet_slices.py::_read_ahead": "few sheets are large enough to be read ahead",
    "widgets/chart_export.py::_svg": "Qt's writer of SVG loads slowly, and few charts need it",
    "widgets/chart_export.py::_pdf": "as for SVG",
    "widgets/exporting.py::Exporting.print_chart": "only who prints needs the system's printing",
    "importers/readers/protected.py::_try": "its cryptography is slow to load, and few files are protected",
}


def floors() -> list[set[str]]:
    """The layers of pyproject.toml from the entry down, each the names of its modules."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return [{name.strip(" ()") for name in layer.replace("|", ":").split(":")} for layer in contracts[0]["layers"]]


def below_the_window() -> list[Source]:
    """All that must run where there is no screen: everything but widgets and the entry."""
    return [source for source in sources("app", "importers", "resources") if source.module not in floors()[0]]


def sources(*folders: str) -> list[Source]:
    """Every Python file of these folders of the tree."""
    return [source for folder in folders for source in _sources_in(folder)]


@cache
def _sources_in(folder: str) -> list[Source]:
    files = sorted((ROOT / folder).rglob("*.py"))
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in files]


@pytest.fixture(scope="module", autouse=True)
def trees_let_go() -> Iterator[None]:
    """The parsed files are millions of values; whoever looks for garbage after this would look through them all."""
    yield
    _sources_in.cache_clear()


def complaints(rule: Callable[[Source], Iterable[str]], *folders: str) -> list[str]:
    """What a rule has to say about these folders."""
    return [complaint for source in sources(*folders) for complaint in rule(source)]


# --- one file at a time ------------------------------------------------------------------------------------------


def test_files_functions_and_classes_are_small() -> None:
    assert complaints(rules.too_long, *CODE, "tests", "resources") == []


def test_no_fault_is_swallowed() -> None:
    assert complaints(rules.swallowed_faults, *CODE, "tests") == []


def test_an_ignore_says_what_and_why() -> None:
    assert complaints(rules.unexplained_ignores, *CODE, "tests") == []


def test_no_type_is_any() -> None:
    assert complaints(rules.any_types, *CODE) == []


def test_nothing_can_reach_the_network() -> None:
    assert complaints(rules.network_imports, *CODE, "resources") == []


def test_names_say_something() -> None:
    assert complaints(rules.vague_name, *CODE, "tests") == []


def test_only_widgets_and_the_entry_know_the_screen() -> None:
    assert [complaint for source in below_the_window() for complaint in rules.screen_imports(source)] == []


def test_features_of_the_window_do_not_know_each_other() -> None:
    features = {path.parent.name for path in (ROOT / "widgets").glob("*/__init__.py")}
    assert [c for source in sources("widgets") for c in rules.meeting_features(source, features)] == []
    doors = [c for source in sources("widgets") for c in rules.features_through_doors(source, features, late.DOORS)]
    assert doors == []


def test_imports_stand_at_the_top_but_for_named_loaders() -> None:
    late = [found for source in sources(*CODE) for found in rules.late_imports(source)]
    assert [complaint for where, complaint in late if where not in LATE_LOADERS] == []
    gone = set(LATE_LOADERS) - {where for where, _ in late}
    assert not gone, f"no longer import inside, so take them off the list: {sorted(gone)}"


def _by_a_door(source: Source) -> Iterable[str]:
    return rules.features_through_doors(source, {"events", "lanes"}, {"wing": "widgets.lanes.wing"})


PLANTED: list[tuple[Callable[[Source], Iterable[str]], str, str]] = [
    (rules.too_long, "app/x.py", "\n" * 401),
    (rules.too_long, "app/x.py", "def f():\n" + "    a = 1\n" * 60),
    (rules.too_long, "app/x.py", "class A:\n" + "    a = 1\n" * 250),
    (rules.too_long, "app/x.py", "class A:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(26))),
    (rules.too_long, "widgets/x.py", "class A:\n    def __init__(self):\n" + "        a = 1\n" * 40),
    (rules.swallowed_faults, "app/x.py", "try:\n    f()\nexcept:\n    raise\n"),
    (rules.swallowed_faults, "app/x.py", "try:\n    f()\nexcept ValueError:\n    pass\n"),
    (rules.swallowed_faults, "app/x.py", "with contextlib.suppress(Exception):\n    f()\n"),
    (rules.unexplained_ignores, "app/x.py", "a = f()  # type: " + "ignore\n"),
    (rules.unexplained_ignores, "app/x.py", "a = f()  # pyright: " + "ignore[reportAny]\n"),
    (rules.any_types, "app/x.py", "from typing import Any\n"),
    (rules.network_imports, "app/x.py", "from urllib import request\n"),
    (rules.network_imports, "widgets/x.py", "from PySide6.QtNetwork import QTcpSocket\n"),
    (rules.network_imports, "importers/x.py", "import http.client\n"),
    (rules.vague_name, "app/case/utils.py", ""),
    (rules.vague_name, "importers/csv.py", ""),
    (rules.screen_imports, "app/x.py", "from PySide6.QtGui import QColor\n"),
    (rules.screen_imports, "importers/x.py", "from widgets import jobs\n"),
    (lambda s: rules.meeting_features(s, {"events", "lanes"}), "widgets/events/x.py", "from widgets.lanes import a\n"),
    (lambda s: rules.meeting_features(s, {"events", "lanes"}), "widgets/events/x.py", "from ..lanes.view import a\n"),
    (_by_a_door, "widgets/events/x.py", "from widgets import late\na = late.wing.x\n"),
    (_by_a_door, "widgets/events/x.py", "from widgets import late as l\na = l.wing.x\n"),
    (_by_a_door, "widgets/events/x.py", "from widgets.late import wing\n"),
    (lambda s: (told for _, told in rules.late_imports(s)), "app/x.py", "def f():\n    import json\n"),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_a_planted_violation_is_told(rule: Callable[[Source], Iterable[str]], path: str, text: str) -> None:
    told = list(rule(Source(path, text)))
    assert told and all(complaint.startswith(path) for complaint in told)


def test_an_explained_ignore_and_a_handled_fault_are_left_alone() -> None:
    text = "try:\n    f()  # pyright: ignore[reportCall] - its stub lacks it\nexcept OSError:\n    g()\n"
    assert [
        *rules.unexplained_ignores(Source("app/x.py", text)),
        *rules.swallowed_faults(Source("app/x.py", text)),
    ] == []


# --- the tree as a whole -----------------------------------------------------------------------------------------

WITHOUT_A_SCREEN = """
import importlib, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6", "pyqtgraph", "widgets"}:
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
for name in sys.argv[1:]:
    importlib.import_module(name)
print("imported", len(sys.argv) - 1)
"""


def _import_without_a_screen(*modules: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_A_SCREEN, *modules]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_all_below_the_window_runs_where_there_is_no_qt() -> None:
    modules = [source.module for source in below_the_window()]
    done = _import_without_a_screen(*modules)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"imported {len(modules)}\n"


def test_a_module_that_needs_qt_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("import PySide6.QtCore\n", encoding="utf-8")
    assert "PySide6 is blocked" in _import_without_a_screen("planted", folder=tmp_path).stderr


def test_every_room_has_its_floor() -> None:
    listed = set().union(*floors())
    rooms = {f"app.{path.stem}" for path in (ROOT / "app").glob("*.py") if path.stem != "__init__"}
    rooms |= {f"app.{path.parent.name}" for path in (ROOT / "app").glob("*/__init__.py")}
    assert rooms - listed == set(), "give these a place in the layers of pyproject.toml"


def test_what_is_installed_is_what_is_imported() -> None:
    told = {found.module.split(".")[0] for source in sources(*CODE) for found in source.imports}
    others = told - sys.stdlib_module_names - {*CODE, "resources"}
    packages = packages_distributions()
    declared = {re.split(r"[^\w.-]", need)[0].lower() for need in PROJECT["project"]["dependencies"]}
    used = {name: {package.lower().replace("_", "-") for package in packages.get(name, [])} for name in others}
    assert [name for name, owners in used.items() if not owners & declared] == [], "not among the dependencies"
    assert declared - set().union(*used.values()) == set(), "a dependency that nothing imports"


def test_every_folder_of_code_is_a_package() -> None:
    # The import contracts do not see a folder without __init__.py, and tests/app would be taken for app.
    folders = {path.parent for folder in (*CODE, "tests") for path in (ROOT / folder).rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


NOT_OURS = {"__pycache__", "build", "dist"}


def _own_text_files(folder: Path = ROOT) -> Iterator[tuple[str, str]]:
    # Not by asking git: the tests run in an unpacked archive too, and where there is no git.
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name not in {".ci", ".gitignore"}
        if hidden or path.name in NOT_OURS or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from _own_text_files(path)
        elif b"\0" not in (data := path.read_bytes())[:8000]:
            yield path.relative_to(ROOT).as_posix(), data.decode("utf-8", errors="replace")


MACHINE_PATHS = tuple(f"/{top}/" for top in ("home", "work", "root", "Users")) + ("C:\\" + "Users",)


def machine_paths(name: str, text: str) -> list[str]:
    """Lines that name a place on somebody's machine."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{name}:{number}: {path}" for number, line in lines for path in MACHINE_PATHS if path in line]


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    assert [told for name, text in _own_text_files() for told in machine_paths(name, text)] == []
    assert machine_paths("x.md", "see " + MACHINE_PATHS[0] + "ann/notes") == ["x.md:1: " + MACHINE_PATHS[0]]


def rows_without_source(table: dict[str, object], where: str) -> list[str]:
    """Rows of a data file (its arrays of tables) that do not say where they come from."""
    told: list[str] = []
    for key, value in table.items():
        if isinstance(value, dict):
            told += rows_without_source(value, f"{where} {key}")
        if isinstance(value, list):
            for number, row in enumerate(value, 1):
                if isinstance(row, dict) and not str(row.get("source", "")).strip():
                    told.append(f"{where} {key} {number}: no source")
    return told


def test_every_row_of_the_data_files_names_its_source() -> None:
    told: list[str] = []
    for path in sorted((ROOT / "resources").rglob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        has_rows = any(isinstance(value, list) and value and isinstance(value[0], dict) for value in data.values())
        if not has_rows and not data.get("source"):
            told.append(f"{path.name}: no source")
        told += rows_without_source(data, path.name)
    assert told == []


def test_a_row_without_a_source_is_told() -> None:
    data = tomllib.loads('[[rows]]\nname = "a"\nsource = "b"\n[[rows]]\nname = "c"\n')
    assert rows_without_source(data, "x.toml") == ["x.toml rows 2: no source"]


def test_the_fonts_and_their_licence_are_here() -> None:
    fonts = ROOT / "resources" / "fonts"
    for face in ("Regular", "Bold", "Italic"):
        assert (fonts / f"NotoSans-{face}.ttf").read_bytes()[:4] == b"\0\1\0\0"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text(encoding="utf-8")


# --- other people's checkers, as tests so that one command and one closing line tell all ------------------------

CHECKERS = {
    "ruff finds nothing": ["ruff", "check", "--no-cache", "."],
    "the layout is ruff's": ["ruff", "format", "--no-cache", "--check", "."],
    "the types hold": ["basedpyright", "--pythonpath", sys.executable],
    "imports point inward": ["lint-imports", "--no-cache"],
}


@pytest.mark.parametrize("claim", CHECKERS)
def test_checker(claim: str) -> None:
    program, *arguments = CHECKERS[claim]
    command = [str(Path(sys.executable).parent / program), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join([program, *arguments])}\n{done.stdout[-6000:]}{done.stderr[-2000:]}"
