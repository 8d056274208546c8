"""What each kind of finding is called in plain words, and its rule: from resources/findings."""

from functools import reduce
from typing import TYPE_CHECKING

from app.analysis.finding import Finding
from app.analysis.kinds import kinds, setting_words
from app.language import tr

if TYPE_CHECKING:
    from app.analysis.firmness import Firmness

_MOST = 3
"""So many single changes are told of those with which a finding is no longer found."""


def kind_name(kind: str) -> str:
    """The kind in plain words; a kind that has no name yet is shown by its key."""
    known = kinds().get(kind)
    return tr(known.name) if known else kind.replace("_", " ").capitalize()  # from resources


def rule_words(finding: Finding) -> str:
    """Why it was found: the rule of its kind, and the settings that were used."""
    known = kinds().get(finding.kind)
    used = "; ".join(setting_words(name, value) for name, value in finding.settings.items())
    rule = tr(known.rule) if known else ""  # from resources
    return " ".join(filter(None, (rule, tr("Settings: {settings}.").format(settings=used) if used else "")))


def firmness_words(firm: "Firmness") -> str:
    """How firm a finding is, and with which single changes it is no longer found; with several where no one does."""
    if not firm.breaks_with:
        return f"{firm.says}."
    alone = [setting for setting in firm.breaks_with if len(setting) == 1]
    some = alone[:_MOST] or firm.breaks_with[:1]
    told = reduce(_or, (reduce(_and, (setting_words(name, value) for name, value in one.items())) for one in some))
    if len(alone) > _MOST:
        told = tr("{settings}; and others").format(settings=told)
    return tr("{firm}. Not with {settings}.").format(firm=firm.says, settings=told)


def _and(one: str, other: str) -> str:
    return tr("{one} and {other}").format(one=one, other=other)


def _or(one: str, other: str) -> str:
    return tr("{one}; or {other}").format(one=one, other=other)
