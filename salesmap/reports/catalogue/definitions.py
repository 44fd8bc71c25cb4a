"""What each figure of the reports means, how it comes about, and which leads are behind it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from salesmap.core.i18n import mark
from salesmap.domain.map.metrics import METRICS
from salesmap.reports.activity import contact_rates
from salesmap.reports.catalogue import drilldown as proofs
from salesmap.reports.pipeline import aging as ages
from salesmap.reports.pipeline import pipeline_changes as movements
from salesmap.reports.query.report_query import Asked

Proof = Callable[[Asked], list[tuple[Any, ...]]]
"""The leads behind a figure, as (group, keys of the row, lead)."""


class Figure(NamedTuple):
    """A figure of a report: its column, its definition, its formula with the row's columns in braces, and the leads behind it.

    In a formula, {leads_behind} is how many leads those are, and {next_…} a column of the row below.
    """

    column: str
    meaning: str
    formula: str
    proof: Proof


_COUNTED = mark("{leads_behind} leads counted")
_ADDED_UP = mark("the values of {leads_behind} leads added up")
_RATE = "{won} ÷ ({won} + {lost})"
_VALUE_RATE = "{value_won} ÷ ({value_won} + {value_lost})"
_CLOSED = "closed_on"

_WON_IN_TIME = proofs.leads("won", day=_CLOSED)
_LOST_IN_TIME = proofs.leads("lost", day=_CLOSED)
_CLOSED_IN_TIME = proofs.leads("won", "lost", day=_CLOSED)

WINRATE = (
    Figure("won", mark("leads won in the time"), _COUNTED, _WON_IN_TIME),
    Figure("lost", mark("leads lost in the time"), _COUNTED, _LOST_IN_TIME),
    Figure("rate", mark("won ÷ (won + lost), of leads closed in the time; dropped leads are in neither"), _RATE, _CLOSED_IN_TIME),
    Figure("value_won", mark("value of the leads won in the time"), _ADDED_UP, _WON_IN_TIME),
    Figure("value_lost", mark("value of the leads lost in the time"), _ADDED_UP, _LOST_IN_TIME),
    Figure("value_rate", mark("value won ÷ (value won + value lost), of leads closed in the time"), _VALUE_RATE, _CLOSED_IN_TIME),
)
WINRATE_OF_CREATED = (
    Figure("won", mark("of the leads that came in in the time, those won so far"), _COUNTED, proofs.leads("won")),
    Figure("leads", mark("leads that came in in the time; dropped ones are not counted"), _COUNTED, proofs.leads()),
    Figure("rate", mark("won ÷ all that came in in the time; dropped leads are in neither"), "{won} ÷ {leads}", proofs.leads()),
    Figure("value_won", mark("value of those won so far"), _ADDED_UP, proofs.leads("won")),
    Figure("value", mark("value of all that came in in the time"), _ADDED_UP, proofs.leads()),
    Figure("value_rate", mark("value won ÷ value of all that came in in the time"), "{value_won} ÷ {value}", proofs.leads()),
)

CYCLE = (
    Figure("count", mark("leads that ended in the time and whose length is known"), _COUNTED, proofs.timed),
    Figure("median", mark("the middle of the days from created to closed"), mark("the middle of {count}"), proofs.timed),
    Figure("mean", mark("the mean of the days from created to closed"), "{total} ÷ {count}", proofs.timed),
    Figure("min", mark("the fewest days from created to closed"), mark("the least of {count}"), proofs.timed),
    Figure("max", mark("the most days from created to closed"), mark("the greatest of {count}"), proofs.timed),
)
DEAL_SIZE = (
    Figure("count", mark("leads that ended in the time and whose value is known"), _COUNTED, proofs.sized),
    Figure("median", mark("the middle of their values"), mark("the middle of {count}"), proofs.sized),
    Figure("mean", mark("the mean of their values"), "{total} ÷ {count}", proofs.sized),
    Figure("min", mark("the least value among them"), mark("the least of {count}"), proofs.sized),
    Figure("max", mark("the greatest value among them"), mark("the greatest of {count}"), proofs.sized),
    Figure("total", mark("all their values together"), _ADDED_UP, proofs.sized),
)

_OPEN_NOW = proofs.leads("open", at_any_time=True)
VELOCITY = (
    Figure("open", mark("leads open now, whenever they came in"), _COUNTED, _OPEN_NOW),
    Figure("win_rate", WINRATE[2].meaning, _RATE, _CLOSED_IN_TIME),
    Figure("mean_value", mark("value won ÷ won leads that have a value, of leads won in the time"), "{value_won} ÷ {valued}", _WON_IN_TIME),
    Figure("cycle_days", mark("the mean of the days from created to closed, of leads won in the time"), "{days} ÷ {timed}", _WON_IN_TIME),
    Figure(
        "per_day",
        mark("open leads × win rate × mean won value ÷ mean cycle in days"),
        "{open} × {win_rate} × {mean_value} ÷ {cycle_days}",
        proofs.together(_OPEN_NOW, _CLOSED_IN_TIME),
    ),
)

OVERVIEW = (
    Figure("leads", mark("leads that came in in the time; dropped ones are not counted"), _COUNTED, proofs.leads()),
    Figure("open", mark("of these, those open now"), _COUNTED, proofs.leads("open")),
    Figure("won", mark("of these, those won so far"), _COUNTED, proofs.leads("won")),
    Figure("lost", mark("of these, those lost so far"), _COUNTED, proofs.leads("lost")),
    Figure("rate", mark("won ÷ (won + lost), of leads that came in in the time"), _RATE, proofs.leads("won", "lost")),
    Figure("value_open", mark("value of those open now"), _ADDED_UP, proofs.leads("open")),
    Figure("value_won", mark("value of those won so far"), _ADDED_UP, proofs.leads("won")),
)
MONTHS = (
    Figure("created", mark("leads that came in in the month"), _COUNTED, proofs.created),
    Figure("won", mark("leads won in the month"), _COUNTED, proofs.closed("won")),
    Figure("lost", mark("leads lost in the month"), _COUNTED, proofs.closed("lost")),
    Figure("rate", mark("won ÷ (won + lost), of leads closed in the month"), _RATE, proofs.closed("won", "lost")),
    Figure("value_won", mark("value of the leads won in the month"), _ADDED_UP, proofs.closed("won")),
)
LOST_REASONS = (
    Figure("lost", mark("leads lost in the time for this reason"), _COUNTED, proofs.lost_reasons),
    Figure("share", mark("of the leads lost in the time, those lost for this reason"), "{lost} ÷ {all_lost}", proofs.lost_reasons),
    Figure("value_lost", mark("value of the leads lost in the time for this reason"), _ADDED_UP, proofs.lost_reasons),
)

_REACHED = mark("leads that ever stood in the stage or further, or were won")
_CONVERSION = mark("reached(next) ÷ reached, of leads that came in in the time")
_LEFT = mark("leads that left the stage onwards")
_LOST_HERE = mark("leads lost while in the stage")
_MIDDLE_OF_STAYS = mark("the middle length of the completed stays in the stage")
_NOW = mark("open leads in the stage")
FUNNEL = (
    Figure("now", _NOW, _COUNTED, proofs.standing),
    Figure("now_value", mark("value of the open leads in the stage"), _ADDED_UP, proofs.standing),
    Figure("reached", _REACHED, _COUNTED, proofs.reached),
    Figure("advanced", _LEFT, _COUNTED, proofs.advanced),
    Figure("lost", _LOST_HERE, _COUNTED, proofs.lost_here),
    Figure("conversion", _CONVERSION, "{next_reached} ÷ {reached}", proofs.reached),
    Figure("median_days", _MIDDLE_OF_STAYS, mark("the middle of the stays of {leads_behind} leads"), proofs.stays),
)
CONVERSION = (
    Figure("reached", _REACHED, _COUNTED, proofs.reached),
    Figure("onwards", mark("leads that reached the next stage, or were won"), _COUNTED, proofs.went_on),
    Figure("conversion", _CONVERSION, "{onwards} ÷ {reached}", proofs.reached),
)
CONVERSION_OF_THE_LEFT = (
    Figure("onwards", _LEFT, _COUNTED, proofs.advanced),
    Figure("lost", _LOST_HERE, _COUNTED, proofs.lost_here),
    Figure(
        "conversion",
        mark("left onwards ÷ (left onwards + lost there), of leads that came in in the time"),
        "{onwards} ÷ ({onwards} + {lost})",
        proofs.together(proofs.advanced, proofs.lost_here),
    ),
)
CONVERSION_OF_THE_FIRST = (
    Figure("reached", _REACHED, _COUNTED, proofs.reached),
    Figure("first", mark("leads that reached the first stage"), _COUNTED, proofs.reached_first),
    Figure("conversion", mark("reached ÷ reached(first), of leads that came in in the time"), "{reached} ÷ {first}", proofs.reached_first),
)
STAGES = (
    Figure("stays", mark("completed stays in the stage, of known length"), mark("{stays} stays of {leads_behind} leads"), proofs.stays),
    Figure("median_days", _MIDDLE_OF_STAYS, mark("the middle of {stays}"), proofs.stays),
    Figure("mean_days", mark("the mean length of the completed stays in the stage"), "{days} ÷ {stays}", proofs.stays),
    Figure("now", mark("leads that stand in the stage: open ones before the win, won ones after it"), _COUNTED, proofs.under_way),
)

FOLLOWUP_RATE = (
    Figure("assigned", mark("leads assigned whose response time has run out"), _COUNTED, contact_rates.assigned_leads),
    Figure("followed", mark("of these, those with contact within the response time"), _COUNTED, contact_rates.followed_leads),
    Figure("rate", METRICS["followup_rate"].meaning, "{followed} ÷ {assigned}", contact_rates.assigned_leads),
)
RESPONSE_TIME = (
    Figure(
        "answered",
        mark("leads assigned whose response time has run out, with a contact since"),
        _COUNTED,
        contact_rates.answered_leads,
    ),
    Figure("waiting", mark("leads assigned whose response time has run out, without any contact"), _COUNTED, contact_rates.waiting_leads),
    Figure(
        "median_hours",
        mark("the middle of the hours from assignment to the first contact, of leads that had one"),
        mark("the middle of {answered}"),
        contact_rates.answered_leads,
    ),
    Figure(
        "mean_hours",
        mark("the mean of the hours from assignment to the first contact, of leads that had one"),
        "{hours} ÷ {answered}",
        contact_rates.answered_leads,
    ),
)
ACTIVITY = (
    Figure(
        "count",
        mark("what was recorded as done in the time"),
        mark("{count} entries of {leads_behind} leads"),
        contact_rates.activity_leads,
    ),
    Figure("leads", mark("the leads on which it was done"), _COUNTED, contact_rates.activity_leads),
)

_QUIET = mark("open, no contact and no stage change for longer than the stage allows, nothing planned ahead")
QUIET = (Figure("quiet_days", _QUIET, mark("{quiet_days} days without contact or stage change"), proofs.quiet),)
QUIET_IN_GROUPS = (
    Figure("leads", _QUIET, _COUNTED, proofs.quiet),
    Figure("value", mark("value of the leads that have gone quiet"), _ADDED_UP, proofs.quiet),
    Figure("quiet_days", mark("the days of the one that was quiet longest"), mark("the greatest of {leads}"), proofs.quiet),
)
AGING = (
    Figure("leads", mark("open leads by the days since they came in"), _COUNTED, ages.aging_leads),
    Figure("value", mark("value of the open leads of this age"), _ADDED_UP, ages.aging_leads),
)
PIPELINE_CHANGES = (
    Figure("leads", movements.MEANING, _COUNTED, movements.movements_leads),
    Figure("value", mark("value of these leads"), _ADDED_UP, movements.movements_leads),
)
COHORT = (
    Figure("leads", mark("leads that came in in the month"), _COUNTED, ages.cohort_leads),
    Figure("won", mark("of these, those won so many months later or earlier"), _COUNTED, ages.won_of_cohort_leads),
    Figure("share", mark("won so many months later or earlier ÷ leads of the month"), "{won} ÷ {leads}", ages.cohort_leads),
)
