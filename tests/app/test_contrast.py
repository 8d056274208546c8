"""Every theme on every ground, and what is left of its colours for whoever sees fewer of them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from app.theme import THEMES, WINDOW_THEMES, contrast, load_theme

Colour = NDArray[np.float64]

WORDS = ("ink", "ink2", "axis", "concern", "health", "improvement", "level_edge", "run_line", "column_edge")
MARKS = ("ink", "axis", "concern", "health", "improvement", "level_edge", "run_line", "column_edge", "area_edge")
GROUNDS = ("paper", "lane", "area", "return_column", "run_tint")

# Machado, Oliveira and Fernandes 2009, severity 1.0; they work on linear light.
SEEN_BY = {
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_mark_is_seen_on_every_ground(name: str, ground: str) -> None:
    roles = load_theme(name).roles
    faint = {role: contrast(getattr(roles, role), getattr(roles, ground)) for role in MARKS}
    assert {role: round(ratio, 2) for role, ratio in faint.items() if ratio < 3} == {}


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["paper", "lane"])
def test_words_are_read_on_paper_and_lane(name: str, ground: str) -> None:
    roles = load_theme(name).roles
    assert [role for role in WORDS if contrast(getattr(roles, role), getattr(roles, ground)) < 4.5] == []
    assert contrast(roles.focus, getattr(roles, ground)) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_words_on_levels_are_read(name: str) -> None:
    theme = load_theme(name)
    assert [rank for rank in range(6) if contrast(theme.level_text(rank), theme.level_fill(rank)) < 4.5] == []


def test_high_contrast_fills_only_the_two_highest_levels() -> None:
    theme = load_theme("high-contrast")
    roles = theme.roles
    assert {roles.lane, roles.area, roles.return_column, roles.run_tint} == {roles.paper}
    assert [rank for rank in range(6) if theme.level_fill(rank) != roles.paper] == [4, 5]
    assert theme.hatched_returns


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_formula_agrees_with_published_pairs(
    one: tuple[float, ...], other: tuple[float, ...], apart: float
) -> None:
    """Pairs of Sharma, Wu and Dalal 2005."""
    assert ciede2000(np.array(one, float), np.array(other, float)) == pytest.approx(apart, abs=1e-4)


@pytest.mark.parametrize("seen", ["normal", *SEEN_BY])
@pytest.mark.parametrize(("one", "other"), [("concern", "health"), ("health", "improvement")])
def test_marks_of_the_light_theme_stay_apart(one: str, other: str, seen: str) -> None:
    roles = load_theme("light").roles
    assert apart(getattr(roles, one), getattr(roles, other), seen) >= 10


@pytest.mark.parametrize("seen", ["normal", "deutan", "protan", "tritan"])
@pytest.mark.parametrize("name", WINDOW_THEMES)
@pytest.mark.parametrize(
    ("one", "other"), [("concern", "health"), ("health", "improvement"), ("concern", "improvement")]
)
def test_marks_stay_apart_in_every_theme_of_the_window(one: str, other: str, name: str, seen: str) -> None:
    """For whoever sees fewer colours; who sees none has the shapes, which have a test of their own."""
    roles = load_theme(name).roles
    assert apart(getattr(roles, one), getattr(roles, other), seen) >= 8


@pytest.mark.parametrize("seen", ["normal", *SEEN_BY])
@pytest.mark.parametrize("name", ["light", "dark", "projector", "print"])
def test_neighbouring_levels_stay_apart(name: str, seen: str) -> None:
    theme = load_theme(name)
    assert min(apart(theme.level_fill(rank), theme.level_fill(rank + 1), seen) for rank in range(1, 5)) >= 6


def test_grey_leaves_concern_and_improvement_to_their_shapes() -> None:
    roles = load_theme("light").roles
    assert apart(roles.concern, roles.improvement, "grey") < 5


def apart(one: str, other: str, seen: str) -> float:
    """How far two "#RRGGBB" are apart (CIEDE2000) for somebody who sees so."""
    return ciede2000(lab(one, seen), lab(other, seen))


def lab(colour: str, seen: str) -> Colour:
    """CIE L*a*b* (D65) of a colour as it is seen."""
    channels = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    light = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    if seen != "normal":
        light = np.clip(np.array(SEEN_BY[seen]) @ light, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = to_xyz @ light / np.array([0.95047, 1.0, 1.08883])
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def ciede2000(one: Colour, other: Colour) -> float:
    """The colour difference of CIE 142-2001, all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - _share(mean))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    turn = 0.0 if grey else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if grey else (h1 + turn / 2) % 360
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.20 * _cos(4 * hue - 63)
    dl = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    dc = (c2 - c1) / (1 + 0.045 * chroma)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    bend = -2 * _share(chroma) * np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2))))
    return float(np.sqrt(dl**2 + dc**2 + dh**2 + bend * dc * dh))


def _share(chroma: float) -> float:
    return float(np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))


def _cos(degrees: float) -> float:
    return float(np.cos(np.radians(degrees)))
