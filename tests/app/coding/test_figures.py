"""Sentences that differ in their figures alone are read once: each must say what it says when it is read on its own."""

import re
from itertools import pairwise

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from app.case.model import Case
from app.coding.lexicon import default_lexicon
from app.coding.reading import RowReader
from tests.app.case_builder import Row, a_case

CHILDREN = ("Perry", "Robin", "Child 3")
LEXICON = default_lexicon()
TOLD = sorted({text for entry in LEXICON.entries.values() for text in (*entry.matches, *entry.misses)})
WITH_FIGURES = [text for text in TOLD if re.search(r"\d", text)]

OTHERS = [Row("2015-01-01", "Perry", text=f"Letter {number} received.") for number in range(60)]
"""In few rows each sentence is read on its own."""

figures = st.text("0123456789", min_size=0, max_size=6)
sentences = st.one_of(
    st.sampled_from(WITH_FIGURES),
    st.builds("{} {}".format, st.sampled_from(TOLD), st.sampled_from(("at 9:15", "since 2009", "x2", "aged 1", "s47"))),
    st.builds("All {}: {}".format, st.sampled_from("123"), st.sampled_from(TOLD)),
)


def with_figures(sentence: str, chosen: str) -> str:
    """The sentence with other figures, taken in turn; its own where there are no more."""
    left = iter(chosen)
    return re.sub(r"[0-9]", lambda figure: next(left, figure[0]), sentence)


def codes(case: Case, reader: RowReader, place: int) -> object:
    found, said = reader.codes(place), reader.placed(place)
    assert len(case.events) > place
    return found, said


@settings(max_examples=150, deadline=None, phases=(Phase.explicit, Phase.generate))
@example("Attendance Perry 74%", ["99", "4", "100"], ("Perry", "Perry"))
@example("All 3 seen", ["2", "1"], ("all", "all"))
@example("CIN visit at 9:15", ["917", "175"], ("Perry", "all"))
@example("Child 3 had a bruise 2 cm", ["1", "9"], ("all", "all"))
@given(sentences, st.lists(figures, min_size=1, max_size=4), st.tuples(*[st.sampled_from(("all", "Perry", ""))] * 2))
def test_sentences_with_other_figures_say_what_each_says_alone(
    sentence: str, chosen: list[str], subjects: tuple[str, str]
) -> None:
    told = [sentence, *(with_figures(sentence, figure) for figure in chosen)]
    rows = [Row(f"201{number}-03-01", subjects[number % 2], text=text, agency="GP", response=text)
            for number, text in enumerate(told)]  # fmt: skip
    case = a_case(CHILDREN, *rows, *OTHERS)
    together = RowReader(case, LEXICON)
    for place in range(len(rows)):
        assert codes(case, together, place) == codes(case, RowReader(case, LEXICON), place)


def test_a_sentence_with_other_figures_is_not_read_anew() -> None:
    told = [f"Bruise to left shin {size}cm seen at {size}:15" for size in range(2, 9)]
    reader = RowReader(
        a_case(CHILDREN[:2], *[Row("2014-03-01", "Perry", text=text) for text in told], *OTHERS), LEXICON
    )
    said = [reader.text(place) for place in range(len(told))]
    assert all(one == other for one, other in pairwise(said)), "one reading serves them all"
