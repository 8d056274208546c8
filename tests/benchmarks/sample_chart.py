"""What drawing the example's chart costs over a process that only imports the libraries that it uses.

Both sides are whole processes, from start to exit, in turn; the libraries are those found loaded at the end of one
`lifelanes chart`, so that the list cannot go stale. Run `python -m tests.benchmarks.sample_chart`.
"""

import json
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.in_turn import ROOT, Measured, Named, asked, in_turn, run, tell

EXAMPLE = ROOT / "resources" / "examples" / "perry" / "combined.xlsx"

# Runs the chart as `python -m app` would, and at its end tells which libraries were loaded, Qt's parts by name.
LOADED = """
import atexit, importlib.metadata, json, runpy, sys
# Files are read in processes of their own; the libraries that those load are used too.
import app.intake, importers.readers.workbook_reader

def tell():
    installed = set(importlib.metadata.packages_distributions()) - {"app", "importers", "resources", "widgets"}
    names = [name for name in sys.modules if name.split(".")[0] in installed]
    qt = [name for name in names if name.startswith("PySide6.Qt")]
    tops = [name for name in names if "." not in name and not name.startswith("_") and "__mypyc" not in name]
    print(json.dumps(sorted({*tops, *qt})))

atexit.register(tell)
runpy.run_module("app", run_name="__main__", alter_sys=True)
"""


def chart_command(picture: Path) -> list[str]:
    """The arguments after `python` that draw the example."""
    return ["-m", "app", "chart", str(EXAMPLE), "-o", str(picture)]


def libraries_used(picture: Path) -> list[str]:
    """The modules to import that a chart has loaded: each library's top, and Qt's parts by name."""
    command = ["-c", LOADED, *chart_command(picture)[2:]]
    return list(json.loads(run(command).stdout.splitlines()[-1]))


def seconds(arguments: Sequence[str]) -> float:
    """How long a whole process takes, from start to exit."""
    began = time.perf_counter()
    run(arguments)
    return time.perf_counter() - began


def measure(rounds: int) -> tuple[Measured, list[str]]:
    """The chart beside the imports, and the libraries that are imported."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "perry.png"
        modules = libraries_used(picture)
        imports = ["-c", "import " + ", ".join(modules)]
        return in_turn(partial(seconds, chart_command(picture)), partial(seconds, imports), rounds), modules


def main() -> None:
    """Measure and print."""
    wanted = asked("Chart of the example against bare imports")
    found, modules = measure(wanted.rounds)
    named = Named("chart of the example", "bare imports", "chart", "imports", ", ".join(modules))
    tell(found, named, wanted, {"imports": modules})


if __name__ == "__main__":
    main()
