"""Commands of the team: its members, and who gets which lead."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

TEAM: tuple[Verb | Noun, ...] = (
    Noun(
        "member",
        _("Add, list and edit the members of the team; absences and deputies."),
        (
            Verb("add", _("Add a member; from the first one on, only members can own leads.")),
            Verb("list", _("List members with their open leads.")),
            Verb("show", _("Show a member: role, team, open leads, absences.")),
            Verb("edit", _("Edit a member; an empty value clears the field.")),
            Verb("away", _("Note an absence; the deputy sees what is theirs, both days included.")),
            Verb("back", _("End an absence, and cancel those to come.")),
            Verb("leave", _("Let a member leave, once nothing open is theirs.")),
        ),
    ),
    Noun(
        "assign",
        _("Assign leads by the rules of the map; by hand it is 'lead assign'."),
        (
            Verb("run", _("Assign the open leads that nobody ever owned; one undo.")),
            Verb("explain", _("Explain by which rule who gets a lead, and who is next.")),
        ),
    ),
    Noun(
        "pool",
        _("List, claim and return leads that nobody owns; sweep what nobody works on."),
        (
            Verb("list", _("List the leads in the pool, those longest there first.")),
            Verb("claim", _("Claim leads from the pool, within its limits; all of them or none.")),
            Verb("return", _("Return a lead to the pool, with the reason.")),
            Verb("sweep", _("Let leads that nobody works on fall into the pool; one undo.")),
            Verb("history", _("List who had a lead when, and how it changed hands.")),
        ),
    ),
    Noun(
        "handover",
        _("Hand everything open over to a successor; the brief of it."),
        (
            Verb("give", _("Hand everything open over to another person; one undo.")),
            Verb("brief", _("Print what a successor must know, lead by lead.")),
        ),
        default="give",
    ),
)
