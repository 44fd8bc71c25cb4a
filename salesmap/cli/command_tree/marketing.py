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
)
