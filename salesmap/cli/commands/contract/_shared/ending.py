"""Where the money of a contract goes that ends."""

from salesmap.cli.commands.contract._shared.contracts import contract_of
from salesmap.cli.context import AppContext
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.output import notify
from salesmap.core.i18n import _
from salesmap.core.money import money_text


def way_of(
    context: AppContext, move_to: str | None, *, refund: bool, keep_credit: bool
) -> tuple[str | None, int | None]:
    """Return the way and the contract that the options name. Raises ConflictingOptionsError."""
    given = {"--refund": refund, "--keep-credit": keep_credit, "--move-to": move_to is not None}
    named = [option for option, is_given in given.items() if is_given]
    if len(named) > 1:
        raise ConflictingOptionsError(option=named[1], others=[named[0]])
    if move_to is not None:
        return "move", contract_of(context, move_to, is_named=False)
    if refund:
        return "refund", None
    return ("keep_credit" if keep_credit else None), None


def tell_settled(way: str | None, received: int) -> None:
    """Say what became of the money."""
    if way is None:
        return
    texts = {
        "refund": _("{amount} was paid back."),
        "keep_credit": _(
            "{amount} that was received stays on it; 'salesmap payment move' brings it to "
            "another contract."
        ),
        "move": _("{amount} went to the other contract."),
    }
    if received:
        notify(texts[way].format(amount=money_text(received)))
    else:
        notify(_("Nothing was received on it."))
