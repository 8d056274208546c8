"""The bank holidays that ship are those of the library that they were written from."""

import pytest

from app.analysis.working_days import bank_holidays
from tests.bank_holidays import SUBDIVISIONS, YEARS, of_the_library


@pytest.mark.parametrize("nation", SUBDIVISIONS)
def test_no_bank_holiday_is_missing_or_made_up(nation: str) -> None:
    assert sorted(getattr(bank_holidays(), nation)) == of_the_library()[nation]


def test_the_file_says_which_years_it_holds() -> None:
    assert (bank_holidays().first_year, bank_holidays().last_year) == (YEARS[0], YEARS[-1])
