"""The filters of leads that every list, report, board and export takes.

A command declares a parameter `filters: LeadFilters` and is decorated with `@with_filters()`, which
puts the options in its place.
"""

import inspect
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from salesmap.cli.command_tree.parameters import in_place_of
from salesmap.cli.completion.names import CUSTOMER, OWNER, STAGE, TEAM, VALUES
from salesmap.cli.context import AppContext
from salesmap.cli.options import day
from salesmap.cli.output import notify
from salesmap.core.i18n import N_, _, declared_heading, glossed, is_bound_to_english, label
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.vocabulary import STATUSES, is_me

if TYPE_CHECKING:
    from salesmap.reports.query.filters import Filters
    from salesmap.reports.query.scope import LeadScope
    from salesmap.reports.query.spellings import UnknownValue
    from salesmap.store.connection import Connection

Days = tuple[date | None, date | None]

Owners = Annotated[
    list[str] | None,
    typer.Option("--owner", metavar=_("NAME"), click_type=OWNER, help=_("Owner; me for your own.")),
]
Mine = Annotated[bool, typer.Option("--mine", "-m", help=_("Only my own."))]


def owners(context: AppContext, typed: Sequence[str] | None, *, mine: bool) -> tuple[str, ...]:
    """Return the owners that the options name, for records that are no lead's."""
    names = [*(typed or ()), *(["me"] if mine else [])]
    return tuple(context.database.user if is_me(name) else name for name in names)


class Argument(NamedTuple):
    """Words before the filters: what help calls them, and what they mean."""

    metavar: str
    help: str


class LeadFilters(NamedTuple):
    """The filters as typed. `values` are those of the options by field."""

    words: tuple[str, ...]
    values: dict[str, Sequence[str]]
    status: str
    search: tuple[str, ...]
    is_overdue: bool
    since: str | None
    until: str | None

    @classmethod
    def mine(cls) -> "LeadFilters":
        """Return the filters for what is the user's own."""
        return cls((), {"owner": ["me"]}, "all", (), is_overdue=False, since=None, until=None)

    def read(self, context: AppContext, days: Days | None = None) -> "Filters":
        """Return the filters with their days, or with others. Raises UsageError."""
        from salesmap.reports.query.filters import Filters

        since, until = days or (day(context, self.since), day(context, self.until))
        return Filters(
            context.clock,
            self.status,
            self.values,
            self.search,
            self.words,
            self.is_overdue,
            since,
            until,
            context.database.user,
        )

    def scope(
        self,
        context: AppContext,
        connection: "Connection",
        days: Days | None = None,
        *,
        but_owner: bool = False,
        amounts_of: str = "lead",
    ) -> "LeadScope":
        """Return the leads that pass the filters, with their days or with others.

        `but_owner`: see `LeadScope.narrowed`; `amounts_of` are the records whose amounts count.
        Raises UsageError.
        """
        from salesmap.reports.query.scope import LeadScope

        since, until = days or (None, None)
        if self.are_empty():
            scope = LeadScope(since, until)
        else:
            filters = self.read(context, days)
            scope = LeadScope(filters.since, filters.until).narrowed(
                connection, filters, but_owner=but_owner
            )
        if but_owner:  # follow-ups have no amounts
            return scope
        return scope._replace(amounts=context.amounts(connection, scope, amounts_of))

    def led_by(self, *known: str) -> "tuple[str | None, LeadFilters]":
        """Return the known word that stands before the filters, and the filters without it."""
        if self.words and self.words[0] in known:
            return self.words[0], self._replace(words=self.words[1:])
        return None, self

    def are_empty(self) -> bool:
        """Return whether nothing is filtered."""
        typed = (self.words, self.search, self.is_overdue, self.since, self.until)
        return self.status == "all" and not any(typed) and not any(self.values.values())

    def of_owner(self, owner: str | None) -> "LeadFilters":
        """Return the filters for one owner; as they are without one."""
        return self._replace(values={**self.values, "owner": [owner]}) if owner else self

    def person(self, context: AppContext) -> str | None:
        """Return the owner whose records are asked for; None for several, or all."""
        owners = self.values.get("owner", ())
        if len(owners) != 1:
            return None
        return context.database.user if is_me(owners[0]) else owners[0]

    def named(self, context: AppContext) -> tuple[str, ...]:
        """Return the values asked for, as a title names them."""
        user = context.database.user
        values = (value for values in self.values.values() for value in values)
        return (*(user if is_me(value) else value for value in values), *self.words, *self.search)

    def only_stage(self) -> str | None:
        """Return the one stage that is asked for. Raises RepeatedOptionError."""
        stages = self.values.get("stage", ())
        if len(stages) > 1:
            from salesmap.cli.option_errors import RepeatedOptionError

            raise RepeatedOptionError(option="--stage")
        return stages[0] if stages else None

    def without_stage(self) -> "LeadFilters":
        """Return the filters without the stage, where that is no lead's."""
        return self._replace(values={**self.values, "stage": ()})

    def without_customer(self) -> "tuple[Sequence[str], LeadFilters]":
        """Return the customers asked for, and the filters without them."""
        customers = self.values.get("customer", ())
        return customers, self._replace(values={**self.values, "customer": ()})

    def options(self) -> tuple[str, ...]:
        """Return the filters as they are typed."""
        words = [*self.words]
        for name, values in self.values.items():
            for value in values:
                words += [f"--{name}", value]
        for text in self.search:
            words += ["--search", text]
        if self.status != "all":
            words += ["--status", self.status]
        return (*words, *(("--overdue",) if self.is_overdue else ()))


def with_filters(
    status: str = "all",
    *,
    but: Sequence[str] = (),
    leading: Argument | None = None,
    filter_type: Any = None,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that gives a command the filters, without those in `but`.

    `status` is the one that leads have unless the user says otherwise. `leading` are the words that
    may stand before the filters: what help calls them, and what they mean. `filter_type` completes
    filters.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        options = [each for each in _options(status, leading, filter_type) if each.name not in but]
        return in_place_of("filters", command, options, lambda given: _typed(given, status))

    return decorate


def say_unknown(unknown: "Sequence[UnknownValue]") -> None:
    """Name the values of filters that no lead has, with those that leads have."""
    for each in unknown:
        known = _(", ").join(each.known) + (", …" if each.is_cut else "")
        text = _("No {field} {value!r}. Known: {known}.") if known else _("No {field} {value!r}.")
        notify(text.format(field=label(each.field), value=each.value, known=known))


def _typed(given: dict[str, Any], status: str) -> LeadFilters:
    """Return what was typed for the options."""
    owners = list(given.get("owner") or ())
    if given.get("mine"):
        owners.append("me")
    everything = given.get("all_")
    return LeadFilters(
        tuple(given.get("filter") or ()),
        {
            "owner": owners,
            **{name: given.get(name) or () for name in (*PLAIN_FIELDS, *_WITH_VALUES)},
        },
        "all" if everything else given.get("status") or status,
        tuple(given.get("search") or ()),
        bool(given.get("overdue")),
        given.get("since"),
        given.get("until"),
    )


def _heading(name: str) -> str:
    """Return the heading of a plain field, without the table of all headings."""
    if is_bound_to_english():
        return declared_heading(name) or name.capitalize()
    return label(name)


_WITH_VALUES = ("stage", "pipeline", "customer", "tag", "tier", "team")


def _options(
    status: str, leading: Argument | None, filter_type: Any = None
) -> list[inspect.Parameter]:
    """Return the options as parameters, in the order of the help."""
    metavar = _("[FILTER]...")
    help = _("field=value, field!=value, field>value, field<value, field~text.")
    if leading:
        metavar, help = f"{leading.metavar} {metavar}", f"{leading.help} {help}"
    return [
        _parameter(
            "filter",
            list[str] | None,
            typer.Argument(metavar=metavar, help=help, click_type=filter_type),
        ),
        _texts("stage", _("STAGE"), _("Key or label of a stage."), STAGE),
        _texts("owner", _("NAME"), _("Owner; me for your own."), OWNER),
        _texts("team", _("TEAM"), _("Team of the owner."), TEAM),
        _parameter("mine", bool, typer.Option("--mine", "-m", help=_("Only my own.")), False),
        *(
            _texts(name, _("TEXT"), _("{heading}.").format(heading=_heading(name)), VALUES[name])
            for name in PLAIN_FIELDS
        ),
        _texts("customer", _("NAME"), _("Words of the customer's name."), CUSTOMER),
        _texts("tag", _("TAG"), _("Tag."), VALUES["tag"]),
        _texts("tier", _("TIER"), _("Tier of the customer, such as A."), VALUES["tier"]),
        _texts("pipeline", _("NAME"), _("Pipeline; all by default."), VALUES["pipeline"]),
        _parameter(
            "status",
            str,
            typer.Option(
                metavar=_("STATUS"),
                click_type=VALUES["status"],
                help=_("Status: {known}.").format(known=glossed((*STATUSES, N_("all")))),
            ),
            status,
        ),
        *(
            [_parameter("all_", bool, typer.Option("--all", help=_("Of any status.")), False)]
            if status != "all"
            else []
        ),
        _texts("search", _("TEXT"), _("Text to find in names, phones, emails and notes."), None),
        _parameter(
            "overdue",
            bool,
            typer.Option("--overdue", help=_("Only leads with an overdue follow-up.")),
            False,
        ),
        _parameter("since", str | None, typer.Option(metavar=_("WHEN"), help=_("First day."))),
        _parameter(
            "until",
            str | None,
            typer.Option(metavar=_("WHEN"), help=_("Last day, included.")),
        ),
    ]


def _texts(name: str, metavar: str, help: str, click_type: Any) -> inspect.Parameter:
    """Return an option that may be given several times."""
    types = {"click_type": click_type} if click_type else {}
    return _parameter(name, list[str] | None, typer.Option(metavar=metavar, help=help, **types))


def _parameter(name: str, kind: Any, option: Any, default: Any = None) -> inspect.Parameter:
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[kind, option],
    )
