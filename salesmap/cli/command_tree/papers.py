"""Commands from the quote to the money."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

PAPERS: tuple[Verb | Noun, ...] = (
    Noun(
        "product",
        _("Add, price, import and retire products."),
        (
            Verb("add", _("Add a product with its list price.")),
            Verb("list", _("List products on sale by category and code.")),
            Verb("show", _("Show products: prices, floor, what each covers and requires.")),
            Verb("edit", _("Edit a product; quotes that were written keep their copies.")),
            Verb("retire", _("Retire products; they stay on old quotes.")),
            Verb(
                "import",
                _("Import products from a CSV file or a workbook; one undo reverts the import."),
            ),
            Verb("export", _("Export all products; 'product import' reads the file back.")),
        ),
    ),
    Noun(
        "price",
        _("Set prices for lists, customers, tiers and quantities, and see which holds."),
        (
            Verb("set", _("Set a price of a product; without options its list price.")),
            Verb("list", _("List the prices, product by product.")),
            Verb("show", _("Show the price that holds, and with --explain why.")),
            Verb("drop", _("Delete a price of a list, customer, tier or quantity.")),
        ),
    ),
    Noun(
        "need",
        _("Add and delete needs of a lead."),
        (
            Verb("add", _("Add what the customer needs of a solution.")),
            Verb("drop", _("Delete a need.")),
        ),
    ),
    Noun(
        "solution",
        _("Match the needs of a lead to products."),
        (
            Verb("show", _("Show how each need is answered, what nothing answers first.")),
            Verb("cover", _("Note what answers a need: a product, a workaround, or nothing.")),
        ),
    ),
    Noun(
        "quote",
        _("Draft, send, revise and decide quotes."),
        (
            Verb("new", _("Begin a quote on a lead, with lines; --send sends it at once.")),
            Verb("add", _("Add lines to the draft of a quote.")),
            Verb("set", _("Edit a line of the draft: price, quantity, discount, chosen or not.")),
            Verb("remove", _("Remove a line of the draft.")),
            Verb("discount", _("Set the discount on the whole quote.")),
            Verb("round", _("Round the total of the draft down to a multiple.")),
            Verb("text", _("Set the text on the quote.")),
            Verb("check", _("Check the draft: what blocks sending it, and what was forgotten.")),
            Verb("ask", _("Ask for the approval that the draft needs.")),
            Verb("approve", _("Approve the draft.")),
            Verb("refuse", _("Refuse the draft, with a reason.")),
            Verb("send", _("Send the draft: it gets its number and cannot be changed any more.")),
            Verb("revise", _("Begin the next version of a quote as a draft.")),
            Verb("bid", _("Note what the customer offers, or what a competitor asks.")),
            Verb("accept", _("Note that the customer accepted a version.")),
            Verb("decline", _("Note that the customer declined, and why.")),
            Verb("withdraw", _("Take a quote back.")),
            Verb("list", _("List quotes in any state, the newest first.")),
            Verb("show", _("Show a quote: lines, versions, bids, approvals.")),
            Verb("diff", _("Show what changed between two versions.")),
        ),
    ),
)
