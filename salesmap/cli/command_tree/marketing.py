"""Commands of satisfaction and renewed marketing."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

MARKETING: tuple[Verb | Noun, ...] = (
    Noun(
        "rating",
        _("Record and import ratings of customers; satisfaction and recommendation."),
        (
            Verb("add", _("Record a rating; a low one raises a follow-up.")),
            Verb("list", _("List ratings, the newest first.")),
            Verb("edit", _("Edit a rating: score, comment, day, who was rated.")),
            Verb("drop", _("Delete a rating; undo brings it back.")),
            Verb(
                "import",
                _("Import ratings from a CSV file or workbook, or the answers of a rating page."),
            ),
            Verb("form", _("Write a page on which a customer rates you, to send to them.")),
        ),
    ),
    Noun(
        "segment",
        _("Save filters on customers, and act for all customers of one."),
        (
            Verb("save", _("Save a segment: filters on customers under a name.")),
            Verb("list", _("List segments with the number of their customers.")),
            Verb("show", _("Show the customers of a segment.")),
            Verb("followup", _("Schedule a follow-up for each customer of a segment; one undo.")),
            Verb("lead", _("Add a lead for each customer of a segment; one undo.")),
            Verb("export", _("Export the people of a segment for a mail merge or phones.")),
            Verb("drop", _("Delete a segment.")),
        ),
    ),
    Noun(
        "source",
        _("Record what lead sources cost; 'report sources' has what came of them."),
        (
            Verb("cost", _("Set what a lead source cost in a period.")),
            Verb("list", _("List what lead sources cost.")),
            Verb("drop", _("Delete the cost of a lead source in a period.")),
        ),
    ),
)
