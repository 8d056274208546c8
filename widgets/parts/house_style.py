"""How controls are drawn: Qt's Fusion style, with edges that can be seen and a ring around what has the keyboard.

Fusion draws the edge of a field hardly darker than its ground, and of a dark ground not at all. WCAG 2.2 asks for
3:1 between a control's edge, or its focus, and what is around it (1.4.11, 2.4.13). Nothing here moves by itself.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionTab,
    QTabBar,
    QWidget,
)

RING = 2.0
"""The width of the ring around what has the keyboard, in pixels."""

BAR = 3.0
"""The width of the bar along the tab in front."""

EDGE_ROLE = QPalette.ColorRole.Mid
"""The role of the palette that holds the colour of a control's edge."""

_PRIMITIVE, _COMPLEX, _HINT = QStyle.PrimitiveElement, QStyle.ComplexControl, QStyle.StyleHint
_TAB, _SELECTED = QStyle.ControlElement.CE_TabBarTabShape, QStyle.StateFlag.State_Selected
_FOCUSED, _ENABLED = QStyle.StateFlag.State_HasFocus, QStyle.StateFlag.State_Enabled
_EDGED = frozenset(
    (_PRIMITIVE.PE_FrameLineEdit, _PRIMITIVE.PE_PanelButtonCommand, _PRIMITIVE.PE_IndicatorCheckBox,
     _PRIMITIVE.PE_IndicatorItemViewItemCheck)
)  # fmt: skip
_RINGED = frozenset((_PRIMITIVE.PE_FrameLineEdit, _PRIMITIVE.PE_PanelButtonCommand))
_FIELDS = frozenset((_COMPLEX.CC_ComboBox, _COMPLEX.CC_SpinBox))
_TICKS = frozenset((QStyle.PixelMetric.PM_IndicatorWidth, QStyle.PixelMetric.PM_IndicatorHeight))
TICK_SHARE = 0.7
"""The size of a tick in a list, as a share of the height of its letters."""

_NONE = frozenset(
    (_HINT.SH_Widget_Animate, _HINT.SH_Widget_Animation_Duration, _HINT.SH_DialogButtonBox_ButtonsHaveIcons)
)
"""What no control does: move by itself, or bear a picture where the button beside it has none."""


class HouseStyle(QProxyStyle):
    """Fusion with visible edges and a visible focus, and without motion."""

    def __init__(self) -> None:
        super().__init__("Fusion")  # not words: the name of a style

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        """As Fusion has it, but nothing fades or slides, and no button of a dialog bears a picture."""
        return 0 if hint in _NONE else super().styleHint(hint, option, widget, returned)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """As Fusion has it; the ticks in a list grow with its words, as those of boxes by themselves do."""
        least = super().pixelMetric(metric, option, widget)
        if metric in _TICKS and isinstance(widget, QAbstractItemView):
            return max(least, round(widget.fontMetrics().height() * TICK_SHARE))
        return least

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """As Fusion has it, with an edge around buttons, fields and ticks; a ring where the keyboard is."""
        if element == _PRIMITIVE.PE_FrameFocusRect:
            # A button has its ring around its edge; a second one would run through its words.
            if not isinstance(widget, QPushButton):
                accent = option.palette.color(QPalette.ColorRole.Accent)
                _outline(painter, QRectF(option.rect), accent, RING, square=True)
            return
        super().drawPrimitive(element, option, painter, widget)
        if element in _EDGED and not _flat(option):
            _edge(painter, option, ringed=element in _RINGED)
        elif element == _PRIMITIVE.PE_IndicatorRadioButton:
            _circle(painter, option)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """As Fusion has it; the tab in front has a bar along its edge, which shows on any ground."""
        super().drawControl(element, option, painter, widget)
        if element == _TAB and option.state & _SELECTED and isinstance(option, QStyleOptionTab):
            accent = option.palette.color(QPalette.ColorRole.Accent)
            painter.fillRect(_bar_of(option), accent)
            if widget is not None and widget.hasFocus():
                _outline(painter, QRectF(option.rect).adjusted(3, 5, -3, -5), accent, RING)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """As Fusion has it, with an edge around boxes of choices and of numbers."""
        super().drawComplexControl(control, option, painter, widget)
        if control in _FIELDS:
            _edge(painter, option, ringed=True)


def _bar_of(option: QStyleOptionTab) -> QRectF:
    """The edge of a tab that is turned away from its page."""
    box = QRectF(option.rect)
    below = option.shape in (QTabBar.Shape.RoundedSouth, QTabBar.Shape.TriangularSouth)
    top = box.bottom() - BAR if below else box.top()
    return QRectF(box.left() + 2, top, box.width() - 4, BAR)


def _flat(option: QStyleOption) -> bool:
    """Whether a button is one that has no edge until it is pressed."""
    return isinstance(option, QStyleOptionButton) and bool(option.features & QStyleOptionButton.ButtonFeature.Flat)


def _edge(painter: QPainter, option: QStyleOption, *, ringed: bool) -> None:
    focused = ringed and bool(option.state & _FOCUSED)
    role = QPalette.ColorRole.Accent if focused else EDGE_ROLE
    colour = option.palette.color(role)
    if not option.state & _ENABLED:
        colour.setAlpha(110)
    _outline(painter, QRectF(option.rect), colour, RING if focused else 1.0)


def _circle(painter: QPainter, option: QStyleOption) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(option.palette.color(EDGE_ROLE), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QRectF(option.rect).adjusted(1.0, 1.0, -1.0, -1.0))
    painter.restore()


def _outline(painter: QPainter, box: QRectF, colour: QColor, width: float, *, square: bool = False) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inside, corner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2), 0.5 if square else 2.5
    painter.drawRoundedRect(inside, corner, corner)
    painter.restore()
