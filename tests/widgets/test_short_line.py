"""A line at the foot of the window that is longer than its place."""

from widgets.parts.short_line import ShortLine


def test_a_line_without_room_ends_in_an_ellipsis_and_tells_the_rest_under_the_pointer(qtbot):
    line = ShortLine()
    qtbot.addWidget(line)
    words = "3,000 records, 12 children, 258 records with a suggested severity"
    line.tell(words)
    line.resize(line.sizeHint().width() // 2, 30)
    line.show()
    assert line.shown().endswith("…") and words.startswith(line.shown()[:-1])
    assert line.toolTip() == words and line.text() == words
    line.resize(line.sizeHint().width() + 8, 30)
    assert line.shown() == words and not line.toolTip()
