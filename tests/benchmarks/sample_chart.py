"""What drawing the example's chart costs over a process that only imports the libraries that it uses.

Both sides are whole processes, from start to exit, in turn; the libraries are those found loaded at the end of one
`lifelanes chart`, so that the list cannot go stale. Run `python -m tests.benchmarks.sample_chart`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "perry" / "combined.xlsx"

# Runs the chart as `python -m app` would, then tells which libraries were loaded, Qt's parts by name.
LOADED = """
import importlib.metadata, json, runpy, sys
try:
    runpy.run_module("app", run_name="__main__", alter_sys=True)
except SystemExit as leaving:
    if leaving.code:
        raise
# Files are read in processes of their own; the libraries that those load are used too.
import app.intake, importers.workbook_reader
installed = set(importlib.metadata.packages_distributions()) - {"app", "importers", "resources", "widgets"}
names = [name for name in sys.modules if name.split(".")[0] in installed]
qt = [name for name in names if name.startswith("PySide6.Qt")]
tops = [name for name in names if "." not in name and not name.startswith("_") and "__mypyc" not in name]
print(json.dumps(sorted({*tops, *qt})))
"""


def chart_command(picture: Path) -> list[str]:
    """The arguments after `python` that draw the example."""
    return ["-m", "app", "chart", str(EXAMPLE), "-o", str(picture)]


def run(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run this Python from the root without a screen; a failure ends the measurement and shows why."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    # As a user starts it: compiled modules are kept.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[:4])} failed:\n{done.stderr}")
    return done


def libraries_used(picture: Path) -> list[str]:
    """The modules to import that a chart has loaded: each library's top, and Qt's parts by name."""
    command = ["-c", LOADED, *chart_command(picture)[2:]]
    return list(json.loads(run(command).stdout.splitlines()[-1]))


def seconds(arguments: Sequence[str]) -> float:
    """How long a whole process takes, from start to exit."""
    began = time.perf_counter()
    run(arguments)
    return time.perf_counter() - began


@dataclass(frozen=True)
class Measured:
    """Medians in seconds, and the libraries that the bare side imported."""

    chart: float
    imports: float
    modules: list[str]

    @property
    def ratio(self) -> float:
        """How many times as long as the bare imports the chart takes."""
        return self.chart / self.imports


def measure(rounds: int) -> Measured:
    """Both sides in turn, after one run of each that warms the disk; medians in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "perry.png"
        modules = libraries_used(picture)
        sides = {"chart": chart_command(picture), "imports": ["-c", "import " + ", ".join(modules)]}
        times: dict[str, list[float]] = {side: [] for side in sides}
        for number in range(rounds + 1):
            for side, arguments in sides.items():
                taken = seconds(arguments)
                if number:
                    times[side].append(taken)
    return Measured(statistics.median(times["chart"]), statistics.median(times["imports"]), modules)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Chart of the example against bare imports")
    parser.add_argument("--rounds", type=int, default=7, help="measured rounds (default: 7)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    found = measure(chosen.rounds)
    if chosen.json:
        document = {
            "ratio to bare imports": round(found.ratio, 3),
            "chart_seconds": round(found.chart, 4),
            "imports_seconds": round(found.imports, 4),
            "rounds": chosen.rounds,
            "imports": found.modules,
        }
        print(json.dumps(document))
        return
    print(f"chart of the example   {found.chart:.3f} s")
    print(f"bare imports           {found.imports:.3f} s  ({', '.join(found.modules)})")
    print(f"ratio to bare imports  {found.ratio:.2f}  (medians of {chosen.rounds} rounds)")


if __name__ == "__main__":
    main()
