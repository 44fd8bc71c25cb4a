"""Commands from the quote to the money."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

ATTACH = Noun(
    "attach",
    _("Attach files to leads, customers and contracts; 'attach LEAD FILE' is 'attach add'."),
    (
        Verb("add", _("Attach a file to a lead, customer or contract.")),
        Verb("list", _("List attached files, the newest first.")),
        Verb("open", _("Open an attached file, or save it with --to.")),
        Verb("drop", _("Take an attached file away; undo brings it back.")),
    ),
    "add",
)

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
            Verb("print", _("Print a quote as a page, PDF, workbook or Markdown.")),
            Verb("diff", _("Show what changed between two versions.")),
        ),
    ),
    Noun(
        "contract",
        _("Draft, approve, sign, amend and end contracts."),
        (
            Verb(
                "new", _("Draft a contract, from the accepted quote or an amount; --sign signs it.")
            ),
            Verb("edit", _("Edit a draft; the owner and the note at any time.")),
            Verb("list", _("List contracts in any state, the newest first.")),
            Verb(
                "show", _("Show a contract: plan, milestones, payments, invoices, lines, versions.")
            ),
            Verb("submit", _("Ask for the approval that a contract or an amendment needs.")),
            Verb("approve", _("Approve a contract or an amendment.")),
            Verb("refuse", _("Refuse a contract or an amendment, with a reason.")),
            Verb("sign", _("Sign a contract, which wins its lead, or an amendment.")),
            Verb("amend", _("Draft the next version of a signed contract.")),
            Verb("renew", _("Draft the contract that follows one at its end.")),
            Verb("void", _("Void a contract before it is signed.")),
            Verb("terminate", _("End a signed contract before its time.")),
            Verb("close", _("Put a fulfilled contract away.")),
            Verb("plan", _("Set the payment plan of a contract that is not signed.")),
            Verb("milestone", _("Add a milestone, or note that it is done or accepted.")),
            Verb("file", _("Attach a file to a contract.")),
            Verb(
                "import", _("Import signed contracts or receivables from a CSV file or workbook.")
            ),
        ),
    ),
    Noun(
        "payment",
        _("Record, list and move payments."),
        (
            Verb("add", _("Record money received; it settles the oldest part that is due.")),
            Verb("refund", _("Record money paid back.")),
            Verb("move", _("Move a payment to another contract or part.")),
            Verb("import", _("Import payments from a CSV file or workbook.")),
            Verb(
                "list", _("List payments received, or with --overdue or --status what is to come.")
            ),
        ),
    ),
    Noun(
        "invoice",
        _("Record and list invoices."),
        (
            Verb("add", _("Record an invoice on a contract.")),
            Verb("list", _("List invoices, the newest first.")),
        ),
    ),
    ATTACH,
)
