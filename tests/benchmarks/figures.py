"""What a benchmark measured: how it is rounded, and how it is printed."""

import json
import statistics
from collections.abc import Mapping, Sequence


def p95(taken: Sequence[float]) -> float:
    """The 95th percentile, to a tenth."""
    return round(statistics.quantiles(taken, n=20)[-1], 1)


def print_figures(found: Mapping[str, object], *, as_json: bool) -> None:
    """One JSON object, or a line for each figure under its name."""
    if as_json:
        print(json.dumps(found))
        return
    wide = max(map(len, found)) + 2
    for name, figure in found.items():
        print(f"{name:<{wide}}{figure}")
