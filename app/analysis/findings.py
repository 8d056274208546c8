"""Every finding of a case. Each finder is a pure function of the case; FINDERS lists them all."""

from app.analysis.finding import Finding
from app.case.model import Case


def find_all(case: Case) -> tuple[Finding, ...]:
    """All findings of the case, by child and then by date."""
    return ()
