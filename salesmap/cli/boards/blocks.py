"""The board as blocks of a web page: tables with their drawings."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from salesmap.cli.boards.amounts import amount, exact, qualified, target_type, target_types
from salesmap.cli.boards.panels import block_of, with_every_number
from salesmap.cli.boards.words import heads, troubles
from salesmap.cli.context import AppContext
from salesmap.core.dates import add_months
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table
from salesmap.exchange.pages.funnel_drawing import FunnelSlice, funnel
from salesmap.exchange.pages.months_drawing import Month, months
from salesmap.exchange.pages.targets_drawing import TargetBar, targets
from salesmap.render.cell_format import cells

if TYPE_CHECKING:
    from salesmap.core.page import Block
    from salesmap.reports.board.board import Board

_SHOWN = {
    "expected_close": ("expected_close", "name", "customer", "stage", "value", "owner", "id"),
    "due": ("due_on", "lead", "what", "owner", "value", "id"),
    "quiet": ("lead", "stage", "value", "owner", "quiet_days", "id"),
}
"""What a page shows of the lists before other numbers."""

_HALF_A_YEAR = 6


def blocks(context: AppContext, board: "Board", currency: str) -> "list[Block]":
    """Return the panels of a board as blocks, in their order; `currency` is that of its figures."""
    drawn = {
        "funnel": _funnel(context, board, currency),
        "months": _months(context, board, currency),
        "targets": _targets(context, board, currency),
    }
    texts: dict[str, Callable[[Table], Table]] = {
        "kpis": _kpis,
        "targets": partial(target_types, currency=currency),
        "forecast": exact,
    }
    found = []
    for panel in board.panels:
        columns = _SHOWN.get(panel.key, panel.rows.default_columns)
        shown = with_every_number(panel._replace(rows=panel.rows._replace(default_columns=columns)))
        if panel.key in texts:
            shown = shown._replace(rows=texts[panel.key](shown.rows))
        found.append(block_of(context, shown, currency)._replace(drawing=drawn.get(panel.key, "")))
    return found


def _funnel(context: AppContext, board: "Board", currency: str) -> str:
    panel = board.panel("funnel")
    rows, shown = panel.rows.dicts(), _dicts(context, panel.rows)
    total, last = rows[0]["reached"] or 1, len(rows) - 1
    steps = []
    for index, (row, words) in enumerate(zip(rows, shown, strict=True)):
        following = rows[min(index + 1, last)]
        problems = board.troubles.get(row["stage"])
        steps.append(
            FunnelSlice(
                words["label"],
                row["reached"] / total,
                following["reached"] / total,
                words["reached"],
                f"{row['reached'] / total:.0%}",
                tuple(_facts(words, currency, is_won=index == last)),
                _("{rate} convert").format(rate=words["conversion"]) if words["conversion"] else "",
                tuple(troubles(problems)) if problems else (),
                index == last,
            )
        )
    return funnel(steps, panel.title)


def _facts(words: Mapping[str, str], currency: str, *, is_won: bool) -> Iterable[str]:
    """Yield the lines beside a stage of the funnel."""
    if not is_won:
        yield _("{count} in stage").format(count=words["now"])
    yield _("value {value}").format(value=amount(currency, words["now_value"]))
    if not is_won:
        yield _("{count} lost in this stage").format(count=words["lost"])
    if words["median_days"]:
        yield ngettext(
            "median {days} day", "median {days} days", float(words["median_days"] == "1") or 2
        ).format(days=words["median_days"])


def _months(context: AppContext, board: "Board", currency: str) -> str:
    panel = board.panel("months")
    named = dict(zip(panel.rows.names(), heads(panel.rows), strict=True))
    named["value_won"] = qualified(named["value_won"], currency)
    names = ("created", "won", "lost", "value_won")
    titles = {
        row["month"]: " · ".join(f"{named[name]} {row[name]}" for name in names)
        for row in _dicts(context, panel.rows)
    }
    rows = {row["month"]: row for row in panel.rows.dicts() if row["month"]}
    bars = []
    for month in _from_to(min(rows, default=""), max(rows, default="")):
        counts = tuple(rows[month][name] for name in names) if month in rows else (0, 0, 0, 0)
        bars.append(Month(month, counts[:3], counts[3], f"{month} · {titles.get(month, 0)}"))
    return months(
        bars,
        [named[name] for name in names],
        " · ".join([panel.title, *(named[name] for name in names)]),
    )


def _from_to(first: str, last: str) -> Iterable[str]:
    """Yield the months from the first to the last (`2026-11`), at least half a year."""
    if last:
        first = min(first, _months_on(last, 1 - _HALF_A_YEAR))
    while first <= last and last:
        yield first
        first = _months_on(first, 1)


def _months_on(month: str, count: int) -> str:
    return f"{add_months(date.fromisoformat(f'{month}-01'), count):%Y-%m}"


def _targets(context: AppContext, board: "Board", currency: str) -> str:
    panel = board.panel("targets")
    found = []
    for row, words, elapsed in zip(
        panel.rows.dicts(), _dicts(context, panel.rows), board.elapsed, strict=True
    ):
        lags = elapsed is not None and (row["progress"] or 0) < elapsed
        verdict = (
            _("behind: {share} expected by today")
            if lags
            else _("on track: {share} expected by today")
        )
        actual, target = words["actual"], words["target"]
        if row["kind"] == "value":
            actual, target = amount(currency, actual), amount(currency, target)
        reached = _("{actual} of {target} · {progress}").format(
            actual=actual, target=target, progress=words["progress"]
        )
        when = f"{words['period']} · {target_type(row['kind'], currency)}"
        share = "–" if elapsed is None else f"{elapsed:.0%}"
        found.append(
            TargetBar(
                words["owner"] or _("Everyone"),
                when,
                reached,
                row["progress"] or 0,
                elapsed,
                verdict.format(share=share),
                lags,
            )
        )
    return targets(found)


def _kpis(rows: Table) -> Table:
    """Return the KPIs with their thresholds and their change since the previous period as text."""
    names = rows.names()
    at = {name: names.index(name) for name in names}
    values = []
    for row in rows.values:
        value_shown, threshold_shown, previous_shown, trend_shown = row[len(names) :]
        limit = _("at most {figure}") if row[at["side"]] == "above" else _("at least {figure}")
        trend = _trend(row[at["value"]], row[at["previous"]], row[at["side"]])
        shown = (
            value_shown,
            threshold_shown and limit.format(figure=threshold_shown),
            previous_shown and f"{previous_shown} {trend}",
        )
        values.append((*row[: len(names)], *shown, trend_shown))
    columns = tuple(
        column._replace(kind="text") if column.name in ("threshold", "previous") else column
        for column in rows.columns
    )
    return rows._replace(
        columns=columns, values=values, default_columns=("label", "value", "threshold", "previous")
    )


def _trend(value: float | None, previous: float | None, side: str) -> str:
    """Return whether a figure is up, down or unchanged, and whether that is better."""
    if value is None or previous is None:
        return ""
    if value == previous:
        return f"→ {_('unchanged')}"
    is_better = (value < previous) == (side == "above")
    return f"{'▲' if value > previous else '▼'} {_('better') if is_better else _('worse')}"


def _dicts(context: AppContext, rows: Table) -> list[dict[str, str]]:
    """Return the rows as clean texts by column name."""
    return [dict(zip(rows.names(), line, strict=True)) for line in cells(rows, context.clock)]
