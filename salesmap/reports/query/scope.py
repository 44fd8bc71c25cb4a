"""The leads that a report counts."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from salesmap.core.folding import fold
from salesmap.domain.vocabulary import is_me
from salesmap.store.connection import Connection
from salesmap.store.members import acting_for, owners_of_team, team_names

if TYPE_CHECKING:
    from salesmap.reports.query.filters import Filters
    from salesmap.reports.query.spellings import UnknownValue


AS_STORED = "l.value_cents"
"""The amount of `lead l`, in hundredths of its own currency."""


class Amounts(NamedTuple):
    """How the amounts of leads become figures.

    `sql` stands for `AS_STORED` in statements. `converted` are the currencies that rates turn into
    `currency`, `left_out` those without a rate, whose amounts are in no figure.
    """

    sql: str = AS_STORED
    currency: str = ""
    converted: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def in_figures(self, statement: str) -> str:
        """Return a statement with the amounts as figures count them."""
        return statement if self.sql == AS_STORED else statement.replace(AS_STORED, self.sql)


STORED = Amounts()
"""Amounts as they are, where there is one currency."""


class LeadScope(NamedTuple):
    """Which leads to count; an empty field does not narrow. Dropped leads are in no figure.

    `owners`, as stored, are for records that are no lead's, as are `teams`; `pipelines` for stages;
    `filter_sql`
    and `filter_parameters` narrow `lead l`; `unknown` are the values that no lead has;
    `amounts` say how several currencies count.
    """

    since: date | None = None
    until: date | None = None
    owners: tuple[str, ...] = ()
    pipelines: tuple[int, ...] = ()
    filter_sql: str = ""
    filter_parameters: Mapping[str, Any] = {}
    unknown: "tuple[UnknownValue, ...]" = ()
    amounts: Amounts = STORED
    teams: tuple[str, ...] = ()

    def narrowed(
        self, connection: Connection, filters: "Filters", *, but_owner: bool = False
    ) -> "LeadScope":
        """Return the leads in scope that pass filters, too (those of `lead list`).

        With `but_owner`, leads of any owner pass: for follow-ups, which have owners of their own.
        Raises what `Filters.where` raises.
        """
        from salesmap.domain.fields import PLAIN_FIELDS
        from salesmap.reports.query.filters import NO_CONDITION, ON_THE_LEAD, Filters
        from salesmap.reports.query.lead_sheet import lead_sheet
        from salesmap.reports.query.stage_names import pipeline_id

        if but_owner or not filters.options.get("owner"):
            filters = _with_owners_as_option(connection, filters)
        on_the_lead = {
            name: values
            for name, values in filters.options.items()
            if name in (*ON_THE_LEAD, *PLAIN_FIELDS)
            and not (but_owner and name in ("owner", "team"))
        }
        others = {
            name: values
            for name, values in filters.options.items()
            if name not in (*ON_THE_LEAD, *PLAIN_FIELDS)
        }
        direct = Filters(filters.clock, filters.status, on_the_lead, user=filters.user).where(
            connection, "l."
        )
        rest = filters._replace(options=others, status="all", since=None, until=None).where(
            connection
        )
        sql = ""
        parameters: dict[str, Any] = {}
        if direct.sql != NO_CONDITION:
            sql = f" AND {_renamed(direct.sql, 'd')}"
            parameters = {f"d{name}": value for name, value in direct.parameters.items()}
        if rest.sql != NO_CONDITION:
            sql += f" AND l.id IN (SELECT id FROM ({lead_sheet()}) AS sheet WHERE {rest.sql})"
            parameters |= {**rest.parameters, "lang": ""}
        owners, strangers = _owners(connection, filters)
        return self._replace(
            owners=owners,
            pipelines=tuple(
                pipeline_id(connection, name) for name in filters.options.get("pipeline", ())
            ),
            filter_sql=self.filter_sql + sql,
            filter_parameters={**self.filter_parameters, **parameters},
            teams=tuple(filters.options.get("team", ())),
            unknown=(*(strangers if but_owner else ()), *direct.unknown, *rest.unknown),
        )

    def condition(self, day: str = "created_on") -> str:
        """Return `AND …` for a statement over `lead l`; empty for the whole database.

        `day` is the column that `since` and `until` bound. Leads of unknown creation are in no time
        of creation.
        """
        clauses = []
        if day == "created_on" and (self.since or self.until):
            clauses.append("l.created_unknown IS NULL")
        if self.since:
            clauses.append(f"l.{day} >= :since")
        if self.until:
            clauses.append(f"l.{day} <= :until")
        return "".join(f" AND {clause}" for clause in clauses) + self.filter_sql

    def of_owners(self, column: str) -> str:
        """Return `AND …` for records of these owners that are no lead's; empty for everybody's."""
        if not self.owners:
            return ""
        bound = ", ".join(f"lower(:owner{number})" for number in range(len(self.owners)))
        return f" AND lower({column}) IN ({bound})"

    def parameters(self) -> dict[str, Any]:
        """Return the values of the conditions' parameters."""
        return {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            **{f"owner{number}": owner for number, owner in enumerate(self.owners)},
            **self.filter_parameters,
        }


NOBODY = "\x01"
"""The owner of nothing: where a team has nobody, not everybody passes."""

EVERYTHING = LeadScope()
"""The scope that narrows nothing."""


def _renamed(sql: str, letter: str) -> str:
    """Return a condition whose parameters do not meet those of another one."""
    return sql.replace(":p", f":{letter}p")


def _with_owners_as_option(connection: Connection, filters: "Filters") -> "Filters":
    """Return the filters with `owner=NAME` as the option of the owner."""
    from salesmap.reports.query.filters import taken_out

    typed, others = taken_out(connection, filters, ("owner",))
    if not typed or any(each.operator != "=" for each in typed):
        return filters
    owners = (*filters.options.get("owner", ()), *(each.value for each in typed))
    return others._replace(options={**filters.options, "owner": owners})


def _owners(
    connection: Connection, filters: "Filters"
) -> "tuple[tuple[str, ...], list[UnknownValue]]":
    """Return the owners that filters name, in every spelling and as typed, and the unknown ones."""
    teams = filters.options.get("team", ())
    typed = [people_named(connection, filters, each) for each in filters.options.get("owner", ())]
    if not typed and not teams:
        return (), []
    from salesmap.reports.query.spellings import spellings

    names: list[str] = []
    strangers: list[UnknownValue] = []
    if typed:
        stored = spellings(connection, "owner", "l.owner")
        planned = spellings(connection, "followup_owner", "")
        for people in typed:
            found = [text for each in people for text in (*stored.of(each), *planned.of(each))]
            names += [*people, *found]
            if people[0] and not found:
                strangers.append(stored.unknown(people[0]))
    if teams:
        keys = {fold(name) for name in names}
        members, unknown = owners_of_teams(connection, teams)
        names = [name for name in members if not typed or fold(name) in keys] or [NOBODY]
        strangers += unknown
    return tuple(dict.fromkeys(names)), strangers


def people_named(connection: Connection, filters: "Filters", name: str) -> Sequence[str]:
    """Return whom a name of an owner means: `me` is the user, and whom the user stands in for."""
    if not (is_me(name) and filters.user):
        return (name,)
    return acting_for(connection, filters.user, filters.clock.today())


def owners_of_teams(
    connection: Connection, teams: Sequence[str]
) -> "tuple[list[str], list[UnknownValue]]":
    """Return the members of teams, and the teams that are unknown."""
    from salesmap.reports.query.spellings import Spellings

    known = Spellings("team", team_names(connection))
    return (
        [name for team in teams for name in owners_of_team(connection, team)],
        [known.unknown(team) for team in teams if team and not known.of(team)],
    )
