"""Commands from the quote to the money."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

PAPERS: tuple[Verb | Noun, ...] = (
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
)
