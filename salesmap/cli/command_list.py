"""The list of commands, in the order of a working day, each with its help.

A command is the module of its name in `commands`. The help stands here, not in the module,
so that a list of commands imports none of them.
"""

from typing import NamedTuple

from salesmap.core.i18n import _


class Verb(NamedTuple):
    """A command: its name and its help."""

    name: str
    help: str


class Noun(NamedTuple):
    """A group of commands: its name, its help, and its verbs."""

    name: str
    help: str
    verbs: tuple[Verb, ...]


COMMANDS: tuple[Verb | Noun, ...] = (
    Verb("today", _("Show the day: follow-ups due, inactive leads, and this month's wins.")),
    Verb("find", _("Find leads, customers, contacts, follow-ups and notes by any word.")),
    Verb("init", _("Create a database with a sales process.")),
    Noun(
        "lead",
        _("Add, view, edit, advance and close leads."),
        (
            Verb("add", _("Add a lead.")),
            Verb("list", _("List leads, the newest first; open ones by default.")),
            Verb("show", _("Show a lead: details, contact, follow-ups, timeline, stage history.")),
            Verb("edit", _("Edit a lead; an empty value clears the field.")),
            Verb(
                "advance",
                _(
                    "Move a lead to the next stage or to a named one; past the last stage before "
                    "the win, it is won."
                ),
            ),
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
            Verb("score", _("Score a lead by the rules of the map, with the points of each rule.")),
        ),
    ),
    Noun(
        "contact",
        _("List, import and export contacts."),
        (
            Verb("list", _("List contacts by name.")),
            Verb("export", _("Export contacts as vCards, for phones and address books.")),
            Verb(
                "import",
                _(
                    "Import contacts from vCard files; known contacts are not duplicated, and one "
                    "undo reverts the import."
                ),
            ),
        ),
    ),
    Verb("log", _("Log a past interaction: a call, visit, message, email, meeting or note.")),
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
    Verb("due", _("List follow-ups due today or earlier, the oldest first.")),
    Verb(
        "funnel",
        _("Show the funnel: leads that reached each stage, are in it, or were lost in it."),
    ),
    Noun(
        "map",
        _("View, check and change the sales map."),
        (
            Verb(
                "show",
                _(
                    "Show the map: each stage with its key elements, owner role, actions, "
                    "indicators and problems; or one stage."
                ),
            ),
            Verb(
                "guide",
                _(
                    "Show a guide to a stage for new colleagues, with the notes of the knowledge "
                    "base."
                ),
            ),
            Verb(
                "roles",
                _(
                    "List the standard actions with the roles that are responsible and that take "
                    "part."
                ),
            ),
            Verb(
                "draw",
                _(
                    "Draw the pipelines as a flow chart, with the owner role and actions of each "
                    "stage."
                ),
            ),
            Verb("check", _("Validate a map file.")),
            Verb("export", _("Export the map as TOML, to edit and apply again.")),
            Verb("edit", _("Edit the map in your editor, then apply it.")),
            Verb("diff", _("Show what a map would change, and how many open leads are affected.")),
            Verb(
                "apply",
                _(
                    "Apply a map: shows the changes, asks, and migrates all leads; one undo "
                    "reverts it."
                ),
            ),
            Verb("versions", _("List the versions of the map, the newest first.")),
        ),
    ),
    Verb(
        "diagnose",
        _("Find the biggest problems in your sales process, with evidence and countermeasures."),
    ),
    Verb(
        "kpi",
        _(
            "Show the KPIs of the map with thresholds and the previous period; 'check' lists the "
            "alarms only."
        ),
    ),
    Verb(
        "forecast",
        _(
            "Forecast revenue from open leads; backtest shows past accuracy, rates shows past "
            "conversion by stage."
        ),
    ),
    Verb(
        "board",
        _(
            "Show the sales board: KPIs, funnel, months, owners, lead sources, follow-ups due, "
            "inactive leads."
        ),
    ),
    Noun(
        "review",
        _("Review a period and track action items."),
        (
            Verb(
                "week",
                _(
                    "Review a week: new leads, pipeline movement, won and lost leads, missed "
                    "follow-ups, open action items."
                ),
            ),
            Verb("month", _("Review a month.")),
            Verb("add", _("Add an action item; it is carried over until it is done or canceled.")),
            Verb("done", _("Mark an action item as done.")),
            Verb("drop", _("Cancel an action item.")),
            Verb("points", _("List open action items, the most urgent first.")),
        ),
    ),
    Noun(
        "target",
        _("Set targets and track progress."),
        (
            Verb(
                "set",
                _(
                    "Set a target for value, won leads or activities, for one owner or for "
                    "everyone."
                ),
            ),
            Verb(
                "split",
                _(
                    "Split a target by person, month, week or working day; the parts add up "
                    "exactly."
                ),
            ),
            Verb(
                "show",
                _("Show targets: actual, gap, progress, pace needed per working day, projection."),
            ),
            Verb("drop", _("Delete a target.")),
        ),
    ),
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
    Verb("history", _("List changes, the newest first: who, when, which command.")),
    Verb("undo", _("Undo your last change, or any one by its number.")),
    Verb("redo", _("Redo the change that you undid last, or another one by its number.")),
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
            Verb("compact", _("Give the space of deleted records back to the disk.")),
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
            Verb("set", _("Write a setting to your config file, or to the one of this folder.")),
        ),
    ),
    Verb("completion", _("Print the shell completion script.")),
    Verb("demo", _("Create a temporary database with sample data and show the main steps.")),
    Verb("help", _("Show a page of the guide, or the help of a command.")),
)
