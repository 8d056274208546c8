"""Drawing the chart to a file, beside matplotlib drawing the same figure to a PNG of the same size.

Both draw the same scene of a made-up case: a lane a child with the 90-day area, stems and marks by kind, level blocks,
returns and runs, names, years and a key, from data in memory to a whole file. Taken in turn; medians of several rounds.
Run `python -m tests.benchmarks.chart_export --events 10000 --size 3840x2160 --json`.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from app.analysis.findings import find_all
from app.case.dates import day_number, known_date
from app.lanes.marks import MarkKind
from app.lanes.scene import LaneScene, LanesScene, resolve
from app.lanes.words import rank_words, titles
from app.theme import Theme, load_theme
from tests.benchmarks.busy_case import a_busy_case
from tests.benchmarks.figures import print_figures
from widgets.chart_export import get_ready, save_chart
from widgets.chart_leaves import Shown
from widgets.going_out.form import LAYOUT_WIDTH, Form
from widgets.going_out.paper import Paper

MARKERS = {
    MarkKind.UNSCORED: ("|", "axis"),
    MarkKind.HYPOTHETICAL: ("o", "axis"),
    MarkKind.NO_CONCERN: (".", "axis"),
    MarkKind.IMPROVEMENT: ("v", "improvement"),
    MarkKind.CONCERN: ("o", "concern"),
    MarkKind.MISSED_HEALTH: ("X", "health"),
    MarkKind.HEALTH: ("P", "health"),
    MarkKind.HARM: ("s", "ink"),
    MarkKind.ADMISSION: ("s", "ink"),
    MarkKind.DEATH: ("s", "ink"),
}
"""matplotlib's nearest shape to each of ours, and its colour role."""

DPI = 100.0


def draw_with_matplotlib(scene: LanesScene, theme: Theme, path: Path, size: tuple[int, int]) -> None:
    """The same figure as matplotlib's own collections draw it: two strips for each child."""
    scale = size[0] / LAYOUT_WIDTH
    with mpl.rc_context({"font.size": 11 * scale * 72 / DPI, "lines.linewidth": scale * 72 / DPI}):
        figure = Figure((size[0] / DPI, size[1] / DPI), dpi=DPI)
        heights = [value for _ in scene.lanes for value in (0.57, 0.43)]
        strips = figure.subplots(2 * len(scene.lanes), 1, sharex=True, height_ratios=heights)
        for place, lane in enumerate(scene.lanes):
            _concern(strips[2 * place], lane, theme, scale)
            _level(strips[2 * place + 1], lane, theme)
            strips[2 * place].set_title(lane.name, loc="left", fontweight="bold", pad=2)
        first, last = known_date(scene.first_day).year, known_date(scene.last_day).year
        years = range(first, last + 1)
        strips[-1].set_xticks([day_number(known_date(scene.first_day).replace(year, 1, 1)) for year in years], years)
        strips[-1].set_xlim(scene.first_day, scene.last_day)
        figure.suptitle(titles(scene)[-1], x=0.01, ha="left", fontweight="bold")
        figure.text(0.01, 0.01, "   ".join(rank_words(scene)))
        figure.legend(*strips[0].get_legend_handles_labels(), loc="lower right", ncols=8)
        figure.savefig(path)


def _concern(axes: Axes, lane: LaneScene, theme: Theme, scale: float) -> None:
    colours, marks, area = theme.roles, lane.marks, lane.area
    axes.set_facecolor(colours.lane)
    axes.set_ylim(0, 5.4)
    axes.set_yticks(range(1, 6))
    axes.grid(color=colours.grid)
    for cycle in lane.cycles:
        axes.axvspan(day_number(cycle.moments["step_down"]), day_number(cycle.end), color=colours.return_column)
    for run in lane.runs:
        axes.axvspan(day_number(run.start), day_number(run.end), color=colours.run_tint)
    axes.bar(area.start, area.value, area.end - area.start, align="edge", color=colours.area)
    once = ~marks.twin
    raised = once & (marks.severity > 0)
    axes.vlines(marks.start[raised], 0, marks.severity[raised], color=colours.concern, alpha=0.4)
    for kind, (marker, role) in MARKERS.items():
        chosen = once & (marks.kind == kind)
        if chosen.any():
            side = (2 * 4.6 * scale * 72 / DPI) ** 2
            colour, edge = getattr(colours, role), colours.paper
            axes.scatter(
                marks.start[chosen], marks.severity[chosen], side, colour, marker=marker,
                edgecolors=None if marker == "|" else edge, label=kind.name.lower(), zorder=3,
            )  # fmt: skip


def _level(axes: Axes, lane: LaneScene, theme: Theme) -> None:
    days = lane.state_days
    axes.set_facecolor(theme.roles.lane)
    axes.set_ylim(0, 5.4)
    axes.set_yticks((1, 3, 5))
    fills = [theme.level_fill(rank) for rank in days.level.tolist()]
    axes.bar(days.start, days.level, days.end - days.start, align="edge", color=fills)
    axes.step(np.append(days.start, days.end[-1:]), np.append(days.level, days.level[-1:]), theme.roles.level_edge,
              where="post")  # fmt: skip


def measure(events: int, size: tuple[int, int], rounds: int) -> dict[str, float | int | str]:
    """Every side in turn, after one round that warms up; medians in seconds."""
    family, theme = get_ready(), load_theme()
    case = a_busy_case(events)
    scene = resolve(case, find_all(case))
    shown, printed = Shown(scene, theme, family), Shown(scene, load_theme("print"), family)
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "ours"
        sides: dict[str, Callable[[], object]] = {
            "png": lambda: save_chart(shown, ours.with_suffix(".png"), Form(size)),
            "matplotlib_png": lambda: draw_with_matplotlib(scene, theme, Path(folder) / "theirs.png", size),
            "svg": lambda: save_chart(shown, ours.with_suffix(".svg"), Form(size)),
            "matplotlib_svg": lambda: draw_with_matplotlib(scene, theme, Path(folder) / "theirs.svg", size),
            "pdf": lambda: save_chart(printed, ours.with_suffix(".pdf"), Form(paper=Paper())),
            "matplotlib_pdf": lambda: draw_with_matplotlib(scene, theme, Path(folder) / "theirs.pdf", size),
        }
        times: dict[str, list[float]] = {side: [] for side in sides}
        for number in range(rounds + 1):
            for side, draw in sides.items():
                began = time.perf_counter()
                draw()
                if number:
                    times[side].append(time.perf_counter() - began)
        sizes = {f"{path.stem}_{path.suffix[1:]}_kib": path.stat().st_size // 1024 for path in Path(folder).iterdir()}
    medians = {side: statistics.median(taken) for side, taken in times.items()}
    ratios = {
        f"{kind}_ratio": round(medians[kind] / medians[f"matplotlib_{kind}"], 3) for kind in ("png", "svg", "pdf")
    }
    return {
        "ratio to matplotlib": ratios["png_ratio"],
        **{f"{side}_seconds": round(taken, 4) for side, taken in medians.items()},
        **ratios,
        **dict(sorted(sizes.items())),
        "events": events,
        "size": f"{size[0]}x{size[1]}",
        "rounds": rounds,
        "matplotlib": mpl.__version__,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The chart as a file, beside matplotlib")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--size", default="3840x2160", help="WIDTHxHEIGHT in pixels (default: 3840x2160)")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds (default: 5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    wide, high = (int(part) for part in chosen.size.split("x"))
    found = measure(chosen.events, (wide, high), chosen.rounds)
    print_figures(found, as_json=chosen.json)


if __name__ == "__main__":
    main()
