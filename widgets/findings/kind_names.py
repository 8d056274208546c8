"""What each kind of finding is called in plain words, and its rule: from resources/findings."""

from app.analysis.finding import Finding
from app.analysis.firmness import Firmness
from app.analysis.kinds import kinds, setting_words

_MOST = 3
"""So many single changes are told of those with which a finding is no longer found."""


def kind_name(kind: str) -> str:
    """The kind in plain words; a kind that has no name yet is shown by its key."""
    known = kinds().get(kind)
    return known.name if known else kind.replace("_", " ").capitalize()


def rule_words(finding: Finding) -> str:
    """Why it was found: the rule of its kind, and the settings that were used."""
    known = kinds().get(finding.kind)
    used = "; ".join(setting_words(name, value) for name, value in finding.settings.items())
    return " ".join(filter(None, (known.rule if known else "", f"Settings: {used}." if used else "")))


def firmness_words(firm: Firmness) -> str:
    """How firm a finding is, and with which single changes it is no longer found; with several where no one does."""
    if not firm.breaks_with:
        return f"{firm.says}."
    alone = [setting for setting in firm.breaks_with if len(setting) == 1]
    some = alone[:_MOST] or firm.breaks_with[:1]
    told = "; or ".join(" and ".join(setting_words(name, value) for name, value in setting.items()) for setting in some)
    more = "; and others" if len(alone) > _MOST else ""
    return f"{firm.says}. Not with {told}{more}."
