"""Writes the bank holidays of the four nations from the `holidays` library: `python -m tests.bank_holidays`.

They are kept as data, since loading the library takes as long as drawing a chart. A test holds both equal.
"""

from collections.abc import Mapping
from datetime import date

from holidays.countries.united_kingdom import UnitedKingdom

from tests.conftest import ROOT

PATH = ROOT / "resources" / "bank_holidays" / "united-kingdom.toml"
YEARS = range(1989, 2061)
SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern_ireland": "NIR"}


def of_the_library() -> Mapping[str, list[date]]:
    """Every bank holiday of each nation in these years."""
    return {nation: sorted(UnitedKingdom(subdiv=part, years=YEARS)) for nation, part in SUBDIVISIONS.items()}


def main() -> None:
    """Write the file."""
    lines = [
        "# Bank holidays, one-off days of a jubilee or a funeral included. Outside these years Monday to Friday count.",
        "# Years to come hold what is known; a new one-off day can be added to its nation.",
        'source = "The holidays library (MIT), from the orders that gov.uk and mygov.scot publish"',
        f"first_year = {YEARS[0]}",
        f"last_year = {YEARS[-1]}",
    ]
    for nation, days in of_the_library().items():
        lines += ["", f"{nation} = ["]
        for year in YEARS:
            lines.append("    " + " ".join(f"{day.isoformat()}," for day in days if day.year == year))
        lines.append("]")
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
