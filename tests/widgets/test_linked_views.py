"""The chart, the table, the record and the findings show one and the same thing."""

from tests.widgets.driver import Driver
from widgets.moving import days_around


def test_a_row_chosen_in_the_table_is_read_beside_the_chart(sample: Driver) -> None:
    event = int(sample.case.events.id[40])
    sample.chooses_record(event)
    assert sample.record_shown == event
    assert sample.case.events.text[40] in sample.words_on_record()


def test_a_mark_chosen_on_the_chart_is_found_in_the_table(sample: Driver) -> None:
    event = int(sample.case.events.id[180])
    sample.window.chart.event_chosen.emit(event)
    assert sample.row_chosen == event
    assert sample.record_shown == event
    table = sample.window.events.records
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center()), "scrolled to"


def test_the_record_names_the_file_the_sheet_the_row_and_every_cell(sample: Driver) -> None:
    event = int(sample.case.events.id[10])
    sample.chooses_record(event)
    words = sample.words_on_record()
    source = sample.case.sources[int(sample.case.events.source[10])]
    row = int(sample.case.events.row[10])
    assert f"{source.file}, sheet “{source.sheet}”, row {row}" in words
    for heading, cell in zip(source.headings, sample.case.sheet_row(source.id, row).cells, strict=False):
        if cell not in (None, ""):
            assert heading in words


def test_a_finding_shows_its_days_and_marks_its_evidence(sample: Driver) -> None:
    finding = sample.window.bridge.findings[0]
    sample.gives("look.next_finding")
    assert sample.finding_chosen == finding.id
    view = sample.window.bridge.looking.view
    assert (view.first_day, view.last_day) == days_around(finding)
    marked = {event for event in sample.case.events.id.tolist() if sample.is_marked(event)}
    assert marked == set(finding.evidence)


def test_escape_goes_back_to_the_whole_case(sample: Driver) -> None:
    sample.gives("look.next_finding")
    sample.presses("Esc")
    assert sample.finding_chosen is None
    assert sample.window.bridge.looking.view.first_day is None
    assert not any(sample.is_marked(event) for event in sample.case.events.id.tolist())


def test_findings_go_round_and_back(sample: Driver) -> None:
    order = sample.window.findings.order
    sample.presses("F")
    sample.presses("F")
    assert sample.finding_chosen == order[1]
    sample.presses("Shift+F")
    sample.presses("Shift+F")
    assert sample.finding_chosen == order[-1]


def test_the_findings_that_rest_on_a_record_are_links_in_it(sample: Driver) -> None:
    finding = sample.window.bridge.findings[0]
    sample.chooses_record(finding.evidence[0])
    assert finding.id in sample.words_on_record()
    sample.window.record.finding_chosen.emit(finding.id)
    assert sample.finding_chosen == finding.id


def test_a_finding_chosen_on_the_chart_is_chosen_in_the_list_without_a_jump(sample: Driver) -> None:
    finding = sample.window.bridge.findings[1]
    sample.window.chart.finding_chosen.emit(finding.id)
    assert sample.finding_chosen == finding.id
    assert sample.window.bridge.looking.view.first_day is None


def test_a_record_outside_the_days_shown_brings_the_chart_along(sample: Driver) -> None:
    sample.gives("look.next_finding")
    before = sample.window.bridge.looking.view
    last = int(sample.case.events.id[-1])
    sample.chooses_record(last)
    after = sample.window.bridge.looking.view
    day = int(sample.case.events.day[-1])
    assert after.first_day is not None and after.last_day is not None
    assert before.first_day is not None and before.last_day is not None
    assert after.first_day <= day <= after.last_day
    assert abs((after.last_day - after.first_day) - (before.last_day - before.first_day)) <= 1


def test_next_and_previous_record_follow_the_order_of_the_table(sample: Driver) -> None:
    ids = sample.case.events.id.tolist()
    sample.presses("Ctrl+Down")
    assert sample.row_chosen == ids[0]
    sample.presses("Ctrl+Down")
    assert sample.row_chosen == ids[1]
    sample.presses("Ctrl+Up")
    sample.presses("Ctrl+Up")
    assert sample.row_chosen == ids[0]


def test_keys_give_each_panel_the_keyboard(sample: Driver) -> None:
    window = sample.window
    places = {"Ctrl+1": window.chart, "Ctrl+2": window.events.records, "Ctrl+3": window.record}
    for keys, place in {**places, "Ctrl+4": window.findings}.items():
        sample.presses(keys)
        assert place.hasFocus(), keys
