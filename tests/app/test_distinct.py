"""Each value of an array once."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.case.distinct import distinct


@given(st.lists(st.integers(-5, 5)))
def test_it_is_what_numpy_says(values: list[int]) -> None:
    held = np.array(values, np.int64)
    assert distinct(held).tolist() == np.unique(held).tolist()
    assert distinct(held).dtype == held.dtype
