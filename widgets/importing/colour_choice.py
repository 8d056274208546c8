"""What the colours of a sheet's rows may stand for, as answers that a person picks from."""

from dataclasses import dataclass, replace

from app.language import tr
from importers.choices import SheetChoice
from importers.scales import fitting_scales
from importers.tables.colours import ColourOffer, Means, colour_name
from widgets.parts.wording import rows_in_words

UNUSED = tr("Nothing: leave the colours alone")


@dataclass(frozen=True, slots=True)
class ColourAnswer:
    """One answer: its words, what the colours mean by it (None for nothing), and on which scale."""

    words: str
    means: Means | None = None
    meanings: tuple[tuple[str, str], ...] = ()
    scale: str = ""

    def taken_by(self, choice: SheetChoice) -> SheetChoice:
        """The choice with this answer in it."""
        scale = self.scale or ("" if choice.colours_mean == "severity" else choice.scale)
        return replace(choice, colours_mean=self.means, colours=dict(self.meanings), scale=scale)

    def is_of(self, choice: SheetChoice) -> bool:
        """Whether the choice holds this answer."""
        return choice.colours_mean == self.means and (not self.scale or choice.scale == self.scale)


def colours_in_words(offer: ColourOffer) -> str:
    """Which colours there are, how many rows have each, and what the key says that each stands for."""
    told: list[str] = []
    for colour, count in offer.rows.items():
        key = f" = {offer.meanings[colour]}" if offer.by_key and colour in offer.meanings else ""
        told.append(f"{tr(colour_name(colour))}{key} ({rows_in_words(count)})")  # from resources
    return ", ".join(told)


def answers_of(offer: ColourOffer) -> tuple[ColourAnswer, ...]:
    """What a person may answer to an offer; the first leaves the colours alone."""
    meanings = tuple(offer.meanings.items())
    if offer.means == "agency":
        return ColourAnswer(UNUSED), ColourAnswer(tr("The agency that each row comes from"), "agency", meanings)
    return (
        ColourAnswer(UNUSED),
        *(
            ColourAnswer(
                tr("Severity: {scale}").format(scale=tr(scale.name)),  # from resources
                "severity",
                meanings,
                scale.key,
            )
            for scale in fitting_scales(offer.meanings.values())
        ),
    )
