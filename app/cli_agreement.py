"""``lifelanes agreement``: how far two readers of the same rows agree, for a person, a program or a workbook."""

from pathlib import Path

import click

from app.agreement.documents import agreement_document, agreement_lines, agreement_sheets
from app.agreement.fields import agreement, rows_apart
from app.agreement.labels import Labels
from app.cli_output import print_json
from app.cli_values import said
from app.errors import UserError
from app.export.import_report import save_sheets
from app.language import tr

_FILE = click.Path(path_type=Path)


@said
@click.command("agreement")
@click.argument("left", metavar="A", type=_FILE)
@click.argument("right", metavar="B", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help=tr("print the document of the contract"))
@click.option("-o", "--output", type=_FILE, help=tr("write a workbook, an .xlsx"))
@click.option("--every-code", is_flag=True, help=tr("of case files, count suggested and stated codes too"))
@click.option("--password-file", type=_FILE, help=tr("passwords of protected files, one a line"))
def agreement_command(
    left: Path, right: Path, as_json: bool, output: Path | None, every_code: bool, password_file: Path | None
) -> None:
    """Measure how far two readers agree: A and B are case files, or tables of labels (file, row, severity, …)."""
    if as_json and output is not None:
        raise click.UsageError(tr("Choose --json or --output, not both."))
    if output is not None and output.suffix.lower() != ".xlsx":
        raise UserError(tr("Agreement can be written to an .xlsx, not to {output}.").format(output=output.name))
    one, other = _labels(left, right, every_code, password_file)
    told = agreement(one, other)
    if not told.rows:
        raise UserError(
            tr("{one} and {other} have no row in common.").format(one=one.name, other=other.name),
            tr("Are they about the same files?"),
        )
    differing = rows_apart(one, other)
    if as_json:
        print_json(agreement_document(told, differing, one, other))
    elif output is not None:
        save_sheets(agreement_sheets(told, differing, one, other), output)
        click.echo(tr("Written to {output}.").format(output=output), err=True)
    else:
        for line in agreement_lines(told, len(differing)):
            click.echo(line)
    if told.confirmed and told.severity is None and told.categories is None:
        click.echo(tr("No row was coded by both reviewers; --every-code compares suggested codes too."), err=True)


def _labels(left: Path, right: Path, every_code: bool, password_file: Path | None) -> tuple[Labels, Labels]:
    from app.intake import read_passwords  # noqa: PLC0415 - readers are loaded where files are read
    from app.label_files import read_both  # noqa: PLC0415 - as above

    passwords = read_passwords(password_file) if password_file else ()
    return read_both(left, right, every_code=every_code, passwords=passwords)
