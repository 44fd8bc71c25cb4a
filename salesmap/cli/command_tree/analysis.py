"""Commands on the map and the figures: diagnosis, KPIs, boards, reviews, targets."""

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import _

ANALYSIS: tuple[Verb | Noun, ...] = (
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
            Verb("rules", _("List the rules of the map, with how often each acted.")),
            Verb("run", _("Let the map's rules on time act.")),
            Verb("test", _("Run the test cases of a map.")),
        ),
    ),
    Noun("stage", _("List the stages."), (Verb("list", _("List the stages of the pipelines.")),)),
    Noun(
        "field",
        _("List and add custom fields of leads."),
        (
            Verb("list", _("List the custom fields, with the leads that have each.")),
            Verb("add", _("Add a custom field.")),
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
            Verb(
                "coach", _("Show where an owner loses against the team, and leads to talk about.")
            ),
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
                    "Split a target by person, team, month, week or working day; the parts add up "
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
)
