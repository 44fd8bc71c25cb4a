"""Commands on knowledge, forms, reports, the history, the database and the settings."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

_JOURNAL = "journal"

UPKEEP: tuple[Verb | Noun, ...] = (
    Noun(
        "kb",
        _("Manage the knowledge base: notes and best practice."),
        (
            Verb("add", _("Add a note; without --text or --file, your editor opens.")),
            Verb("edit", _("Edit a note; without options, your editor opens.")),
            Verb("show", _("Show a note.")),
            Verb("list", _("List notes: all, or those on a stage, a problem or a product.")),
            Verb("search", _("Search the notes and the map, the best match first.")),
            Verb("drop", _("Delete a note; undo restores it.")),
        ),
    ),
    Noun(
        "form",
        _("Export, import and compare customer forms."),
        (
            Verb(
                "export",
                _(
                    "Export a form as a web page for the customer, with the known answers filled "
                    "in."
                ),
            ),
            Verb("import", _("Import a customer's answers as the form's next version.")),
            Verb("diff", _("Show how a customer's needs changed between versions.")),
        ),
    ),
    Verb("report", _("Run a report; 'salesmap report list' shows all reports.")),
    Noun(
        "dup",
        _("Find and merge duplicates."),
        (
            Verb(
                "list",
                _(
                    "List customers, contacts and open leads that are probably duplicates, the "
                    "likeliest first."
                ),
            ),
            Verb(
                "merge",
                _("Merge the second record into the first, with its history; one undo reverts it."),
            ),
        ),
    ),
    Verb("history", _("List changes, the newest first: who, when, which command."), _JOURNAL),
    Verb("undo", _("Undo your last change, or any one by its number."), _JOURNAL),
    Verb("redo", _("Redo the change that you undid last, or another one by its number."), _JOURNAL),
    Verb("events", _("Print changes as lines of JSON, the oldest first, for programs."), _JOURNAL),
    Noun(
        "hook",
        _("Let programs of your own have each change as JSON."),
        (
            Verb("list", _("List the hooks, and whether they can run.")),
            Verb("run", _("Give the hooks the changes that they have not had yet.")),
        ),
    ),
    Noun(
        "db",
        _("Show, check, back up, restore and upgrade the database."),
        (
            Verb("info", _("Show the path, size and contents of the database.")),
            Verb("check", _("Check the database file, its references and its derived data.")),
            Verb("verify", _("Prove that nobody altered the change history.")),
            Verb("backup", _("Back up the database to a new file, even while it is in use.")),
            Verb("restore", _("Restore a backup; the current database is saved next to it.")),
            Verb(
                "upgrade", _("Upgrade the database to the current version; a backup is made first.")
            ),
            Verb("share", _("Let a group of users read and write the database.")),
            Verb("grant", _("Give a member a login of the server, with the rights of their role.")),
            Verb("revoke", _("Take a member's login away, and end its sessions.")),
            Verb("move", _("Copy the database to a server, or back into a file, and compare.")),
            Verb("trim", _("Shorten the change history: all before a day is gone for good.")),
            Verb("compact", _("Give the space of deleted records back to the disk.")),
        ),
    ),
    Noun(
        "rate",
        _("Set and list rates of currencies."),
        (
            Verb("set", _("Set the rate of a currency, from a day on.")),
            Verb("list", _("List the rates, the newest first.")),
            Verb("import", _("Import rates from a CSV file.")),
        ),
    ),
    Verb(
        "export",
        _("Export the whole database as sorted text files, one per table, for version control."),
    ),
    Verb(
        "import",
        _(
            "Create a database from the text files of 'salesmap export --all'; the change history "
            "is not included."
        ),
    ),
    Noun(
        "config",
        _("Show and change settings."),
        (
            Verb("show", _("List settings, their values and where each is set.")),
            Verb("get", _("Print the value of a setting.")),
            Verb("set", _("Write a setting: your own, this folder's, or the database's.")),
            Verb("unset", _("Remove a setting: your own, this folder's, or the database's.")),
        ),
    ),
    Verb("completion", _("Print the shell completion script.")),
    Verb("demo", _("Create a temporary database with sample data and show the main steps.")),
    Verb("help", _("Show a page of the guide, or the help of a command.")),
)
