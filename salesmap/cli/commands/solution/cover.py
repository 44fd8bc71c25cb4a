"""`salesmap solution cover`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.product._shared import product_ids
from salesmap.cli.completion.names import PRODUCT
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import ConflictingOptionsError, MissingAnswerError
from salesmap.cli.options import LeadRef
from salesmap.cli.output import echo
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("A product answers a need"), "salesmap solution cover 1 1 --product CT"),
    (_("Nothing does"), "salesmap solution cover 1 1 --no"),
)


@app.command()
def cover_need(
    ctx: typer.Context,
    lead: LeadRef,
    need: Annotated[
        str, typer.Argument(metavar=_("NEED"), help=_("Need: its id, or words of it."))
    ],
    product: Annotated[
        str | None,
        typer.Option(
            metavar=_("PRODUCT"), click_type=PRODUCT, help=_("Product that answers the need.")
        ),
    ] = None,
    workaround: Annotated[
        str | None,
        typer.Option(
            metavar=_("TEXT"),
            click_type=FREE_TEXT,
            help=_("Workaround that answers it by half."),
        ),
    ] = None,
    no: Annotated[bool, typer.Option("--no", help=_("Nothing answers it."))] = False,
) -> None:
    """Note what answers a need."""
    from salesmap.actions.product.needs import Cover
    from salesmap.actions.product.needs import cover_need as cover

    given = [
        option
        for option, is_given in (
            ("--product", product is not None),
            ("--workaround", workaround is not None),
            ("--no", no),
        )
        if is_given
    ]
    if len(given) > 1:
        raise ConflictingOptionsError(option=given[1], others=given[:1])
    if not given:
        raise MissingAnswerError()
    context = get_context(ctx)
    product_id = product_ids(context, [product])[0] if product is not None else None
    with context.read_connection() as connection:
        lead_id = named_lead(connection, lead)
    answered = cover(context.database, lead_id, need, Cover(product_id, workaround))
    if answered.product_code is not None:
        text = _("Need {id} ({text}) is covered by {answer}.")
    elif answered.workaround is not None:
        text = _("Need {id} ({text}) has a workaround: {answer}")
    else:
        text = _("Need {id} ({text}) is not covered.")
    answer = answered.product_code or answered.workaround or ""
    echo(text.format(id=answered.id, text=answered.text, answer=answer))
