"""Commands after the sale."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

AFTER_SALES: tuple[Verb | Noun, ...] = (
    Noun(
        "care",
        _("Care for customers as often as their tier asks for."),
        (
            Verb("plan", _("Show how often the tiers are cared for, and how many are due.")),
            Verb("due", _("List the customers to care for, the best tier first.")),
            Verb("done", _("Record that a customer was cared for, and how satisfied it is.")),
        ),
    ),
    Noun(
        "ticket",
        _("Open, answer, solve and close tickets of customers."),
        (
            Verb("new", _("Open a ticket for a customer.")),
            Verb("reply", _("Record an answer; a person's first one is the response.")),
            Verb("note", _("Record a note of the customer; it resumes or reopens the ticket.")),
            Verb("wait", _("Wait for the customer: the solution's clock stops.")),
            Verb("resume", _("Go on with a ticket that waited.")),
            Verb("resolve", _("Note that a ticket is solved.")),
            Verb("reopen", _("Reopen a ticket that is resolved or closed.")),
            Verb("close", _("Close a ticket.")),
            Verb("edit", _("Edit a ticket: priority, owner, text, contact, contract.")),
            Verb("list", _("List tickets in any state, the newest first.")),
            Verb("show", _("Show a ticket with all that happened.")),
            Verb("import", _("Import tickets from a CSV file or workbook.")),
        ),
    ),
)
