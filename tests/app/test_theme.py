"""Colours: contrast as the specification asks for it."""

import pytest

from app.errors import DataError
from app.theme import contrast, load_theme

TEXT_ROLES = ("ink", "ink2", "axis", "concern", "health", "improvement", "level_edge", "run_line")


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_and_marks_stand_out_on_paper_and_on_the_lane(name):
    theme = load_theme(name)
    for role in TEXT_ROLES:
        for ground in (theme.roles.paper, theme.roles.lane):
            assert contrast(getattr(theme.roles, role), ground) >= 4.5, (name, role)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_words_on_a_level_block_can_be_read(name):
    theme = load_theme(name)
    for rank in range(1, 6):
        assert contrast(theme.level_text(rank), theme.level_fill(rank)) >= 4.5, rank


@pytest.mark.parametrize("name", ["light", "dark"])
def test_edges_are_seen_on_what_they_bound(name):
    roles = load_theme(name).roles
    assert contrast(roles.area_edge, roles.area) >= 3.0
    assert contrast(roles.column_edge, roles.return_column) >= 4.5
    assert contrast(roles.level_edge, roles.lane) >= 4.5
    assert contrast(roles.focus, roles.paper) >= 4.5


def test_a_theme_that_is_not_there_is_told():
    with pytest.raises(DataError, match="no theme called plum"):
        load_theme("plum")
