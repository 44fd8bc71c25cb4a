"""What each figure of the reports means, how it comes about, and which leads are behind it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.map.metrics import METRICS
from salesmap.reports.activity import contact_rates
from salesmap.reports.catalogue import drilldown as proofs
from salesmap.reports.pipeline import aging as ages
from salesmap.reports.pipeline import pipeline_changes as movements
from salesmap.reports.query.report_query import ReportQuery

Proof = Callable[[ReportQuery], list[tuple[Any, ...]]]
"""The leads behind a figure, as (group, keys of the row, lead)."""


class Metric(NamedTuple):
    """A figure of a report: its column, its definition, its formula with the row's columns in braces, and the leads behind it.

    In a formula, {leads_behind} is how many leads those are, and {next_…} a column of the row below.
    """

    column: str
    meaning: str
    formula: str
    proof: Proof


_COUNTED = N_("number of leads = {leads_behind}")
_ADDED_UP = N_("sum of values (n = {leads_behind})")
_RATE = "{won} ÷ ({won} + {lost})"
_VALUE_RATE = "{value_won} ÷ ({value_won} + {value_lost})"
_CLOSED = "closed_on"

_WON_IN_TIME = proofs.leads("won", day=_CLOSED)
_LOST_IN_TIME = proofs.leads("lost", day=_CLOSED)
_CLOSED_IN_TIME = proofs.leads("won", "lost", day=_CLOSED)

WINRATE = (
    Metric("won", N_("leads won in the period"), _COUNTED, _WON_IN_TIME),
    Metric("lost", N_("leads lost in the period"), _COUNTED, _LOST_IN_TIME),
    Metric(
        "rate",
        N_("won ÷ (won + lost), of leads closed in the period; discarded leads do not count"),
        _RATE,
        _CLOSED_IN_TIME,
    ),
    Metric("value_won", N_("value of the leads won in the period"), _ADDED_UP, _WON_IN_TIME),
    Metric("value_lost", N_("value of the leads lost in the period"), _ADDED_UP, _LOST_IN_TIME),
    Metric(
        "value_rate",
        N_("value won ÷ (value won + value lost), of leads closed in the period"),
        _VALUE_RATE,
        _CLOSED_IN_TIME,
    ),
)
WINRATE_OF_CREATED = (
    Metric(
        "won",
        N_("leads created in the period and won so far"),
        _COUNTED,
        proofs.leads("won"),
    ),
    Metric(
        "leads",
        N_("leads created in the period; discarded leads do not count"),
        _COUNTED,
        proofs.leads(),
    ),
    Metric(
        "rate",
        N_("won ÷ all leads created in the period; discarded leads do not count"),
        "{won} ÷ {leads}",
        proofs.leads(),
    ),
    Metric("value_won", N_("value of the leads won so far"), _ADDED_UP, proofs.leads("won")),
    Metric("value", N_("value of the leads created in the period"), _ADDED_UP, proofs.leads()),
    Metric(
        "value_rate",
        N_("value won ÷ value of all leads created in the period"),
        "{value_won} ÷ {value}",
        proofs.leads(),
    ),
)

CYCLE = (
    Metric(
        "count",
        N_("leads closed in the period with known days from creation to close"),
        _COUNTED,
        proofs.timed,
    ),
    Metric(
        "median",
        N_("median days from creation to close"),
        N_("median (n = {count})"),
        proofs.timed,
    ),
    Metric("mean", N_("mean days from creation to close"), "{total} ÷ {count}", proofs.timed),
    Metric(
        "min",
        N_("minimum days from creation to close"),
        N_("minimum (n = {count})"),
        proofs.timed,
    ),
    Metric(
        "max",
        N_("maximum days from creation to close"),
        N_("maximum (n = {count})"),
        proofs.timed,
    ),
)
DEAL_SIZE = (
    Metric("count", N_("leads closed in the period with a known value"), _COUNTED, proofs.sized),
    Metric("median", N_("median value"), N_("median (n = {count})"), proofs.sized),
    Metric("mean", N_("mean value"), "{total} ÷ {count}", proofs.sized),
    Metric("min", N_("minimum value"), N_("minimum (n = {count})"), proofs.sized),
    Metric("max", N_("maximum value"), N_("maximum (n = {count})"), proofs.sized),
    Metric("total", N_("total value"), _ADDED_UP, proofs.sized),
)

_OPEN_NOW = proofs.leads("open", at_any_time=True)
VELOCITY = (
    Metric("open", N_("leads open now, whenever they were created"), _COUNTED, _OPEN_NOW),
    Metric("win_rate", WINRATE[2].meaning, _RATE, _CLOSED_IN_TIME),
    Metric(
        "mean_value",
        N_("value won ÷ won leads with a value, of leads won in the period"),
        "{value_won} ÷ {valued}",
        _WON_IN_TIME,
    ),
    Metric(
        "cycle_days",
        N_("mean days from creation to close, of leads won in the period"),
        "{days} ÷ {timed}",
        _WON_IN_TIME,
    ),
    Metric(
        "per_day",
        N_("open leads × win rate × mean won value ÷ mean cycle in days"),
        "{open} × {win_rate} × {mean_value} ÷ {cycle_days}",
        proofs.together(_OPEN_NOW, _CLOSED_IN_TIME),
    ),
)

OVERVIEW = (
    Metric(
        "leads",
        N_("leads created in the period; discarded leads do not count"),
        _COUNTED,
        proofs.leads(),
    ),
    Metric("open", N_("open now"), _COUNTED, proofs.leads("open")),
    Metric("won", N_("won so far"), _COUNTED, proofs.leads("won")),
    Metric("lost", N_("lost so far"), _COUNTED, proofs.leads("lost")),
    Metric(
        "rate",
        N_("won ÷ (won + lost), of leads created in the period"),
        _RATE,
        proofs.leads("won", "lost"),
    ),
    Metric("value_open", N_("value of the leads open now"), _ADDED_UP, proofs.leads("open")),
    Metric("value_won", N_("value of the leads won so far"), _ADDED_UP, proofs.leads("won")),
)
MONTHS = (
    Metric("created", N_("leads created in the month"), _COUNTED, proofs.created),
    Metric("won", N_("leads won in the month"), _COUNTED, proofs.closed("won")),
    Metric("lost", N_("leads lost in the month"), _COUNTED, proofs.closed("lost")),
    Metric(
        "rate",
        N_("won ÷ (won + lost), of leads closed in the month"),
        _RATE,
        proofs.closed("won", "lost"),
    ),
    Metric("value_won", N_("value of the leads won in the month"), _ADDED_UP, proofs.closed("won")),
)
LOST_REASONS = (
    Metric("lost", N_("leads lost in the period for this reason"), _COUNTED, proofs.lost_reasons),
    Metric(
        "share",
        N_("share of the leads lost in the period that were lost for this reason"),
        "{lost} ÷ {all_lost}",
        proofs.lost_reasons,
    ),
    Metric(
        "value_lost",
        N_("value of the leads lost in the period for this reason"),
        _ADDED_UP,
        proofs.lost_reasons,
    ),
)

_REACHED = N_("leads that reached the stage or a later one, or were won")
_CONVERSION = N_("reached(next) ÷ reached, of leads created in the period")
_LEFT = N_("leads that advanced from the stage")
_LOST_HERE = N_("leads lost in the stage")
_MIDDLE_OF_STAYS = N_("median days of the completed stays in the stage")
_NOW = N_("open leads in the stage")
FUNNEL = (
    Metric("now", _NOW, _COUNTED, proofs.standing),
    Metric("now_value", N_("value of the open leads in the stage"), _ADDED_UP, proofs.standing),
    Metric("reached", _REACHED, _COUNTED, proofs.reached),
    Metric("advanced", _LEFT, _COUNTED, proofs.advanced),
    Metric("lost", _LOST_HERE, _COUNTED, proofs.lost_here),
    Metric("conversion", _CONVERSION, "{next_reached} ÷ {reached}", proofs.reached),
    Metric(
        "median_days",
        _MIDDLE_OF_STAYS,
        N_("median of the completed stays (leads = {leads_behind})"),
        proofs.stays,
    ),
)
CONVERSION = (
    Metric("reached", _REACHED, _COUNTED, proofs.reached),
    Metric(
        "onwards", N_("leads that reached the next stage, or were won"), _COUNTED, proofs.went_on
    ),
    Metric("conversion", _CONVERSION, "{onwards} ÷ {reached}", proofs.reached),
)
CONVERSION_OF_THE_LEFT = (
    Metric("onwards", _LEFT, _COUNTED, proofs.advanced),
    Metric("lost", _LOST_HERE, _COUNTED, proofs.lost_here),
    Metric(
        "conversion",
        N_("advanced ÷ (advanced + lost in the stage), of leads created in the period"),
        "{onwards} ÷ ({onwards} + {lost})",
        proofs.together(proofs.advanced, proofs.lost_here),
    ),
)
CONVERSION_OF_THE_FIRST = (
    Metric("reached", _REACHED, _COUNTED, proofs.reached),
    Metric("first", N_("leads that reached the first stage"), _COUNTED, proofs.reached_first),
    Metric(
        "conversion",
        N_("reached ÷ reached(first), of leads created in the period"),
        "{reached} ÷ {first}",
        proofs.reached_first,
    ),
)
STAGES = (
    Metric(
        "stays",
        N_("completed stays in the stage with a known length"),
        N_("completed stays = {stays}, leads = {leads_behind}"),
        proofs.stays,
    ),
    Metric("median_days", _MIDDLE_OF_STAYS, N_("median (n = {stays})"), proofs.stays),
    Metric(
        "mean_days",
        N_("mean days of the completed stays in the stage"),
        "{days} ÷ {stays}",
        proofs.stays,
    ),
    Metric(
        "now",
        N_("leads in the stage: open ones before the win, won ones after it"),
        _COUNTED,
        proofs.under_way,
    ),
)

FOLLOWUP_RATE = (
    Metric(
        "assigned",
        N_("assigned leads past their response time"),
        _COUNTED,
        contact_rates.assigned_leads,
    ),
    Metric(
        "followed",
        N_("contacted within the response time"),
        _COUNTED,
        contact_rates.followed_leads,
    ),
    Metric(
        "rate",
        METRICS["followup_rate"].meaning,
        "{followed} ÷ {assigned}",
        contact_rates.assigned_leads,
    ),
)
RESPONSE_TIME = (
    Metric(
        "answered",
        N_("assigned leads past their response time, contacted since"),
        _COUNTED,
        contact_rates.answered_leads,
    ),
    Metric(
        "waiting",
        N_("assigned leads past their response time, not contacted"),
        _COUNTED,
        contact_rates.waiting_leads,
    ),
    Metric(
        "median_hours",
        N_("median hours from assignment to first contact, of leads that were contacted"),
        N_("median (n = {answered})"),
        contact_rates.answered_leads,
    ),
    Metric(
        "mean_hours",
        N_("mean hours from assignment to first contact, of leads that were contacted"),
        "{hours} ÷ {answered}",
        contact_rates.answered_leads,
    ),
)
ACTIVITY = (
    Metric(
        "count",
        N_("activities recorded in the period"),
        N_("activities = {count}, leads = {leads_behind}"),
        contact_rates.activity_leads,
    ),
    Metric("leads", N_("leads with such an activity"), _COUNTED, contact_rates.activity_leads),
)

_QUIET = N_(
    "open leads without contact or stage change for longer than the stage allows, "
    "and without a planned follow-up"
)
QUIET = (
    Metric(
        "quiet_days",
        _QUIET,
        N_("days without contact or stage change = {quiet_days}"),
        proofs.quiet,
    ),
)
QUIET_IN_GROUPS = (
    Metric("leads", _QUIET, _COUNTED, proofs.quiet),
    Metric("value", N_("value of the inactive leads"), _ADDED_UP, proofs.quiet),
    Metric(
        "quiet_days",
        N_("days of the longest inactive lead"),
        N_("maximum (n = {leads})"),
        proofs.quiet,
    ),
)
AGING = (
    Metric("leads", N_("open leads by days since creation"), _COUNTED, ages.aging_leads),
    Metric("value", N_("value of the open leads of this age"), _ADDED_UP, ages.aging_leads),
)
PIPELINE_CHANGES = (
    Metric("leads", movements.MEANING, _COUNTED, movements.movements_leads),
    Metric("value", N_("value of these leads"), _ADDED_UP, movements.movements_leads),
)
COHORT = (
    Metric("leads", N_("leads created in the month"), _COUNTED, ages.cohort_leads),
    Metric(
        "won",
        N_("won within so many months"),
        _COUNTED,
        ages.won_of_cohort_leads,
    ),
    Metric(
        "share",
        N_("won within so many months ÷ leads created in the month"),
        "{won} ÷ {leads}",
        ages.cohort_leads,
    ),
)
