"""What a map says about ratings and referrals: the tables `[satisfaction]` and `[referral]`."""

from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.domain.map.rating_rules import RaisedFollowup, RatingRule, RatingRules
from salesmap.domain.map.toml_table import Table
from salesmap.domain.service.vocabulary import SCALES

_MOST_DAYS = 3_650
_USUAL_DAYS = 3


def read_satisfaction(table: Table | None, kinds: Sequence[str]) -> RatingRules:
    """Return what follows from ratings; nothing without the table."""
    if table is None:
        return RatingRules()
    rules = RatingRules(
        _rule(table.table_or_none("low", _("low ratings")), kinds),
        _rule(table.table_or_none("high", _("high ratings")), kinds),
    )
    table.finish()
    return rules


def read_referral(table: Table | None, kinds: Sequence[str]) -> RaisedFollowup | None:
    """Return what follows from a referred lead that is won; nothing without the table."""
    if table is None:
        return None
    followup = _followup(table, kinds)
    table.finish()
    return followup


def _rule(table: Table | None, kinds: Sequence[str]) -> RatingRule | None:
    if table is None:
        return None
    bounds = {
        scale: table.integer(scale, least, most) if table.has(scale) else None
        for scale, (least, most) in SCALES.items()
    }
    rule = RatingRule(followup=_followup(table, kinds), **bounds)
    if not any(scale in table.data for scale in SCALES):
        table.wrong(_("write at least one of {keys}").format(keys=", ".join(SCALES)))
    table.finish()
    return rule


def _followup(table: Table, kinds: Sequence[str]) -> RaisedFollowup:
    return RaisedFollowup(
        table.words("what"),
        table.integer("days", 0, _MOST_DAYS, _USUAL_DAYS),
        table.choice_or_none("kind", kinds),
    )
