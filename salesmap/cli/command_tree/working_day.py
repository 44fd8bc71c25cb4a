"""Commands of the working day: leads, contacts, interactions, follow-ups."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

WORKING_DAY: tuple[Verb | Noun, ...] = (
    Verb("today", _("Show the day: follow-ups due, inactive leads, and this month's wins.")),
    Verb("find", _("Find leads, customers, contacts, follow-ups and notes by any word.")),
    Verb("init", _("Create a database with a sales process.")),
    Noun(
        "lead",
        _("Add, view, edit, advance and close leads."),
        (
            Verb("add", _("Add a lead.")),
            Verb("list", _("List leads, the newest first; open ones by default.")),
            Verb("find", _("List the leads of any status that hold some words.")),
            Verb("show", _("Show a lead: details, contact, follow-ups, timeline, stage history.")),
            Verb("edit", _("Edit a lead; an empty value clears the field.")),
            Verb(
                "advance",
                _(
                    "Move a lead to the next stage or to a named one; past the last stage before "
                    "the win, it is won."
                ),
            ),
            Verb("assign", _("Give leads to another owner, with their open follow-ups.")),
            Verb("win", _("Mark a lead as won.")),
            Verb("lose", _("Mark a lead as lost, with a reason.")),
            Verb(
                "move", _("Move a lead to another pipeline, to the matching stage or a named one.")
            ),
            Verb("reopen", _("Reopen a closed lead in the stage where it was closed.")),
            Verb("drop", _("Discard an invalid or duplicate lead; it is left out of all reports.")),
            Verb(
                "import",
                _("Import leads from a CSV file or a workbook; one undo reverts the import."),
            ),
            Verb(
                "import-history",
                _("Import the stage history and expected values of leads; import the leads first."),
            ),
            Verb(
                "export",
                _(
                    "Export all leads with all fields, as CSV unless the file name or --format "
                    "says otherwise."
                ),
            ),
            Verb(
                "checklist",
                _(
                    "Show the key elements of the lead's stage: which are met, and how to supply "
                    "the others."
                ),
            ),
            Verb("check", _("Check off a key element.")),
            Verb("who", _("Show who answers for a lead, prices, approves and signs.")),
            Noun(
                "conflict",
                _("List and settle conflicts: the same customer with several owners."),
                (
                    Verb(
                        "list",
                        _("List open leads of different owners with the same company or contact."),
                    ),
                    Verb("settle", _("Settle a conflict: one owner, or the leads are shared.")),
                ),
            ),
            Verb("score", _("Score a lead by the rules of the map, with the points of each rule.")),
        ),
    ),
    Noun(
        "customer",
        _("List, show, add and edit customers."),
        (
            Verb("list", _("List customers by name, with the figures of their leads.")),
            Verb("show", _("Show a customer: figures, contacts, leads, timeline.")),
            Verb("add", _("Add a customer.")),
            Verb("edit", _("Edit a customer.")),
            Verb("tier", _("Set or show the tier of a customer; apply the map's tiers to all.")),
        ),
    ),
    Noun(
        "contact",
        _("List, show, add, edit, import and export contacts."),
        (
            Verb("list", _("List contacts by name.")),
            Verb("show", _("Show a contact: phones, emails, leads.")),
            Verb("add", _("Add a contact.")),
            Verb("edit", _("Edit a contact: name, company, phones, emails, the preferred one.")),
            Verb("forget", _("Erase a person from the database and its history, for good.")),
            Verb("export", _("Export contacts as vCards, for phones and address books.")),
            Verb(
                "import",
                _(
                    "Import contacts from vCard files, CSV files or workbooks; known contacts are "
                    "not duplicated, and one undo reverts the import."
                ),
            ),
        ),
    ),
    Verb("log", _("Log a past interaction: a call, visit, message, email, meeting or note.")),
    Verb("comment", _("Comment on a lead for the team; @name tells somebody."), "talk"),
    Verb("inbox", _("Show what concerns you: comments, leads you got, decisions."), "talk"),
    Noun(
        "followup",
        _("Schedule, complete and list follow-ups."),
        (
            Verb("add", _("Schedule a follow-up.")),
            Verb("done", _("Mark a follow-up as done.")),
            Verb("snooze", _("Reschedule a follow-up.")),
            Verb("drop", _("Cancel a follow-up.")),
            Verb("list", _("List follow-ups by due date.")),
            Verb(
                "import",
                _("Import activities and notes from other systems; import the leads first."),
            ),
        ),
    ),
    Noun(
        "visit",
        _("Plan the round of a day."),
        (Verb("plan", _("List the visits planned for a day in order, with address and phone.")),),
    ),
    Verb("due", _("List follow-ups due today or earlier, the oldest first.")),
    Verb(
        "funnel",
        _("Show the funnel: leads that reached each stage, are in it, or were lost in it."),
    ),
)
