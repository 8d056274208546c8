"""A sheet states its codes and no markers: they are offered after an import, and the sample comes with them."""

from tests.widgets.driver import Driver
from tests.widgets.import_driver import ImportDriver

OFFER = "Suggest markers"


def marked(person: Driver) -> int:
    """How many records have a marker."""
    return sum(1 for markers in person.case.events.markers if markers)


def test_the_sample_shows_all_that_a_chart_can_tell(sample: Driver) -> None:
    told = {marker for markers in sample.case.events.markers for marker in markers}
    assert {"referral:nfa", "strategy_discussion:held", "conference", "admission"} <= told
    assert len(sample.window.bridge.session.steps) == 1, "one undo takes the sample back"
    assert OFFER not in [offer.words for offer in sample.window.message_bar.offers]


def test_markers_are_offered_after_an_import_and_can_be_taken_back(driver: ImportDriver) -> None:
    driver.imports("combined.xlsx")
    assert not marked(driver), "a sheet that states its codes stays as it says until somebody asks"
    offer = next(offer for offer in driver.window.message_bar.offers if offer.words == OFFER)
    offer.deed()
    driver.waits()
    assert marked(driver) > 100
    driver.gives("edit.undo")
    assert not marked(driver)


def test_no_markers_are_offered_where_all_rows_have_been_read_for_them(driver: ImportDriver) -> None:
    driver.imports("school_log.csv")
    assert OFFER not in [offer.words for offer in driver.window.message_bar.offers]
