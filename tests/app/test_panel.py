"""The case as a panel may see it: it never holds a name, a path, or a word of a row."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.findings import find_all
from app.case.dates import exactly
from app.case.model import Adult, Agency, Case, Stay
from app.case.practice import Bookmark, Episode
from app.case.pseudonyms import PanelPlan, StopChoice, StopKind, pseudonyms_of
from app.lanes.scene import resolve
from app.lanes.spoken import spoken_chart
from app.panel.agencies import agency_kinds
from app.panel.stops import record_words, stops_of
from app.panel.told_text import told_texts
from app.panel.veil import Veil
from app.panel.veiling import for_panel, with_names
from tests.app.case_builder import Row, a_case
from tests.app.test_relapse import CYCLE
from tests.app.within import every_text

SECRET = ("Ottoline", "Peregrine", "Varga", "Leopold", "Quillfeather", "Zorblatt", "hoard.xlsx", "marmalade")


def invented() -> Case:
    """A family with names that no other word of the program holds, and in every field something to be kept back."""
    whole = "Ottoline Varga"
    cycle = [
        row._replace(subjects=whole, levels=dict.fromkeys((whole,), *row.levels.values()) if row.levels else {},
                     text=f"{row.text} marmalade")
        for row in CYCLE
    ]  # fmt: skip
    school = Row("2014-09-01", "all", 2, "hygiene", agency="Zorblatt Primary School")
    case = a_case([whole, "Peregrine Varga"], *cycle, school, file="hoard.xlsx")
    count = len(case.events)
    ottoline = replace(
        case.children[0],
        born=exactly(date(2006, 3, 4), "4/3/06 Ottoline"),
        aliases=("OV", "Otty"),
        vulnerabilities=("Varga syndrome",),
        away=(Stay(exactly(date(2010, 1, 1), "with Leopold"), None, "at Leopold’s"),),
    )
    days = date(2013, 3, 1), date(2013, 8, 31)
    return replace(
        case,
        name="Varga review",
        marking="OFFICIAL-SENSITIVE",
        children=(ottoline, case.children[1]),
        adults=(Adult(0, "Leopold Varga", ("Leo",)),),
        events=replace(
            case.events,
            author=("Ms Quillfeather",) * count,
            severity_by=("Quillfeather",) * count,
            date_words=("the day Leopold left",) * count,
        ),
        episodes=(Episode("Ottoline’s first plan", *days, "marmalade", (whole,), "Quillfeather"),),
        bookmarks=(Bookmark("Ottoline and Leo, summer", *days, 0, None, "Quillfeather", "marmalade"),),
    )


def told(words: object) -> list[str]:
    everything = "\n".join(every_text(words)).casefold()
    return [secret for secret in SECRET if secret.casefold() in everything]


def test_the_case_of_a_panel_holds_no_name_path_or_text() -> None:
    case = invented()
    known = for_panel(case)
    assert told(case) == list(SECRET), "or the test would show nothing"
    assert told(known.case) == [] and told(known.findings) == []
    assert known.case.marking == "OFFICIAL-SENSITIVE"


def test_whatever_is_made_of_it_tells_nothing() -> None:
    known = for_panel(invented())
    scene = resolve(known.case, known.findings)
    assert told(spoken_chart(scene)) == []
    stops = stops_of(known.case, PanelPlan(), invented(), known.findings)
    assert [told((stop.heading, stop.says, stop.facts)) for stop in stops] == [[]] * len(stops)
    assert told([record_words(known.case, event) for event in known.case.events.id.tolist()]) == []


def test_findings_are_those_of_the_case_in_other_words() -> None:
    case = invented()
    known, real = for_panel(case), find_all(case)
    assert [(item.id, item.evidence, item.days) for item in known.findings] == [
        (item.id, item.evidence, item.days) for item in real
    ]
    assert any("Child A" in item.says for item in known.findings)


def test_names_are_shown_only_with_names_and_text_never() -> None:
    case = invented()
    shown = with_names(for_panel(case), case, find_all(case))
    assert shown.case.children[0].name == "Ottoline Varga"
    held = "\n".join(every_text(shown.case))
    assert "marmalade" not in held and "hoard.xlsx" not in held


def test_agencies_go_by_their_kind() -> None:
    names = ("Zorblatt Primary School", "School", "Quillfeather & Sons", "GP", "")
    case = replace(invented(), agencies=tuple(Agency(place, name) for place, name in enumerate(names)))
    assert agency_kinds(case) == ("School 1", "School 2", "Agency 1", "GP", "Agency 2")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Ottoline Varga and Peregrine.", "Child A and Child B."),
        ("OTTOLINE’s dad Leo said", "Child A’s dad Adult 1 said"),
        ("The Vargas; Varga home", "The [name]; [name] home"),
        ("OV seen, ov is not a name here", "Child A seen, ov is not a name here"),
        ("Seen by Ms Quillfeather.", "Seen by [worker]."),
        ("Told Dr Hale and Mrs Jones Smith", "Told Dr [name] and Mrs [name]"),
        ("Call 07700 900123 or o.v@mail.example", "Call [number withheld] or [number withheld]"),
        ("at SW1A 1AA, NHS 943 476 5919", "at [number withheld], NHS [number withheld]"),
        ("O seen with P, S47 on 3 May", "Child A seen with Child B, S47 on 3 May"),
        ("A visit. I asked.", "A visit. I asked."),
    ],
)
def test_known_names_give_way_in_a_text(text: str, seen: str) -> None:
    case = invented()
    assert Veil(case, pseudonyms_of(case)).over(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Jo and Al came. So did I. JO", "Child A and Child B came. So did I. JO"),
        ("see Jo_Tremlett_2014.docx", "see Child A_2014.docx"),
        ("Anne was seen, Marie too", "Child C was seen, Child C too"),
        ("ANNE MARIE ONEILL; O’Neill home; the ONeills", "Child C; Child C home; the [name]"),
        ("Zoe and ZOË; Zoe\u0308 Brontë", "Child D and Child D; Child D"),
        ("An\u00adne", "Child C"),
        ("Wu rang, the SW rang. ED attended", "[worker] rang, the SW rang. ED attended"),
        ("Ms A Jones, Dr. R K Patel, Mrs E. Potter", "Ms [name], Dr. [name], Mrs [name]"),
        ("Moved to Thistle Vale; Thistle Vale Hospital told", "Moved to Hospital; Hospital told"),
        ("School rang", "School rang"),
    ],
)
def test_a_name_gives_way_however_it_is_written(text: str, seen: str) -> None:
    row = Row("2014-01-06", "all", 1, agency="Thistle Vale Hospital")
    case = a_case(
        ["Jo Tremlett", "Al Tremlett", "Anne-Marie O'Neill", "Zoë Brontë"], row, row._replace(agency="School")
    )
    case = replace(case, events=replace(case.events, author=("Li Wu", "SW Ed Po")))
    assert Veil(case, pseudonyms_of(case)).over(text) == seen


def test_a_name_that_a_panel_wrote_into_its_own_scheme_gives_way_and_shipped_words_stay() -> None:
    case = a_case(["Carl Peters"], Row("2014-01-06", "all", 3, "hygiene"))
    as_shipped = for_panel(case).case.scheme
    assert as_shipped == case.scheme, "CP is a plan here, though it is the child's initials as well"
    scheme = msgspec.structs.replace(
        case.scheme,
        name="Carl’s scheme",
        levels=(msgspec.structs.replace(case.scheme.levels[0], name="As Peters had"), *case.scheme.levels[1:]),
        categories=tuple(
            msgspec.structs.replace(item, name="Carl unwashed") if item.key == "hygiene" else item
            for item in case.scheme.categories
        ),
    )
    known = for_panel(replace(case, scheme=scheme))
    said = "\n".join(every_text(known.case))
    assert "Carl" not in said and "Peters" not in said
    assert "child a unwashed" in record_words(known.case, int(case.events.id[0]))


def test_a_name_that_is_a_word_or_a_month_is_told_apart() -> None:
    case = a_case(["May", "Will", "Robin"])
    veil = Veil(case, pseudonyms_of(case))
    assert veil.over("May said she may come in May 2012, on 3 May") == "Child A said she may come in May 2012, on 3 May"
    assert veil.over("Will will come") == "Child B will come"


def test_a_text_that_is_asked_for_has_pseudonyms_and_says_what_it_is() -> None:
    case = invented()
    known = for_panel(case)
    event = int(case.events.id[0])
    (row,) = told_texts(known.case, case, [event], known.veil)
    assert "marmalade" in row.words and told(row.about) == []
    assert told_texts(known.case, case, [10_000], known.veil) == ()


def test_stops_come_in_the_reviewers_order_and_dropped_ones_stay_listed() -> None:
    case = invented()
    known = for_panel(case)
    first = stops_of(known.case, PanelPlan(), case, known.findings)
    assert first[0].kind is StopKind.BOOKMARK and first[0].says == "Child A and Adult 1, summer"
    relapse = next(item for item in first if item.key.startswith("relapse"))
    assert relapse.shown and relapse.child == 0 and relapse.days is not None
    plan = PanelPlan(stops=(relapse.choice, StopChoice(StopKind.BOOKMARK, case.bookmarks[0].name, shown=False)))
    again = stops_of(known.case, plan, case, known.findings)
    assert [(stop.key, stop.shown) for stop in again[:2]] == [(relapse.key, True), (case.bookmarks[0].name, False)]
    assert len(again) == len(first)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_however_odd_keeps_a_whole_name(before: str, after: str) -> None:
    case = invented()
    said = Veil(case, pseudonyms_of(case)).over(f"{before} Peregrine Varga {after}")
    assert " Peregrine Varga " not in said
