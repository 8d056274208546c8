"""Colours: contrast as the specification asks for it."""

from itertools import pairwise

import pytest

from app.errors import DataError
from app.theme import WINDOW_THEMES, contrast, load_theme

TEXT_ROLES = ("ink", "ink2", "axis", "concern", "health", "improvement", "level_edge", "run_line")


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_words_and_marks_stand_out_on_paper_and_on_the_lane(name):
    theme = load_theme(name)
    for role in TEXT_ROLES:
        for ground in (theme.roles.paper, theme.roles.lane):
            assert contrast(getattr(theme.roles, role), ground) >= 4.5, (name, role)


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_words_on_a_level_block_can_be_read(name):
    theme = load_theme(name)
    for rank in range(1, 6):
        assert contrast(theme.level_text(rank), theme.level_fill(rank)) >= 4.5, rank


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_edges_are_seen_on_what_they_bound(name):
    roles = load_theme(name).roles
    assert contrast(roles.area_edge, roles.area) >= 3.0
    assert contrast(roles.column_edge, roles.return_column) >= 4.5
    assert contrast(roles.level_edge, roles.lane) >= 4.5
    assert contrast(roles.focus, roles.paper) >= 4.5


def test_a_theme_that_is_not_there_is_told():
    with pytest.raises(DataError, match="no theme called plum"):
        load_theme("plum")


def test_print_is_told_apart_in_greys_alone():
    theme = load_theme("print")
    for role in TEXT_ROLES:
        channels = [int(getattr(theme.roles, role)[place : place + 2], 16) for place in (1, 3, 5)]
        assert max(channels) - min(channels) <= 18, f"{role} is a colour"
    assert theme.roles.health == "#000000" and theme.hatched_returns
    fills = [theme.level_fill(rank) for rank in range(1, 6)]
    for low, high in pairwise(fills):
        assert contrast(low, high) >= 1.25, f"{low} and {high} would be one grey"


@pytest.mark.parametrize("name", [*WINDOW_THEMES, "print"])
def test_a_scheme_of_eleven_steps_has_a_colour_for_each_level_that_words_can_be_read_on(name):
    theme = load_theme(name)
    fills = [theme.level_fill(rank, 10) for rank in range(1, 11)]
    assert all(contrast(theme.level_text(rank, 10), theme.level_fill(rank, 10)) >= 4.5 for rank in range(1, 11))
    light = [contrast(fill, "#000000") for fill in fills]
    assert light in (sorted(light), sorted(light, reverse=True)), "shades go one way"
    if name != "high-contrast":
        assert len(set(fills)) == 10
    assert [fills[0], fills[-1]] == [theme.level_fill(1), theme.level_fill(5)]
