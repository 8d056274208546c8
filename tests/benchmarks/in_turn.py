"""Two programs measured in turn, each as a whole process of its own, and what came of it printed."""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Side = Callable[[], float]
"""Runs its program once and answers how many seconds it took."""


def run(arguments: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run this Python from the root without a screen; a failure ends the measurement and shows why."""
    around = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **environment}
    # As a user starts it: compiled modules are kept.
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=around, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments[:4])[:200]} failed:\n{done.stderr}")
    return done


@dataclass(frozen=True)
class Measured:
    """Medians in seconds, ours and that of what it is compared with."""

    ours: float
    other: float

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.other


def in_turn(ours: Side, other: Side, rounds: int) -> Measured:
    """Both sides in turn, after one run of each that warms the disk."""
    times: list[tuple[float, float]] = [(ours(), other()) for _ in range(rounds + 1)][1:]
    return Measured(*(statistics.median(side) for side in zip(*times, strict=True)))


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line."""

    rounds: int
    as_json: bool


def asked(description: str) -> Wanted:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=7, help="measured rounds (default: 7)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args()
    return Wanted(chosen.rounds, chosen.json)


@dataclass(frozen=True)
class Named:
    """What ours and the other side are called, in words and as keys in JSON; ``note`` says what the other one is."""

    ours: str
    other: str
    key: str
    other_key: str
    note: str


def tell(found: Measured, named: Named, wanted: Wanted, more: Mapping[str, object]) -> None:
    """Print both medians and their ratio; ``more`` is for JSON alone."""
    ours, other = named.ours, named.other
    if wanted.as_json:
        document = {
            f"ratio to {other}": round(found.ratio, 3),
            f"{named.key}_seconds": round(found.ours, 4),
            f"{named.other_key}_seconds": round(found.other, 4),
            "rounds": wanted.rounds,
            **more,
        }
        print(json.dumps(document))
        return
    wide = len(f"ratio to {other}") + 2
    print(f"{ours:<{wide}}{found.ours:.3f} s")
    print(f"{other:<{wide}}{found.other:.3f} s  ({named.note})")
    print(f"{f'ratio to {other}':<{wide}}{found.ratio:.2f}  (medians of {wanted.rounds} rounds)")
