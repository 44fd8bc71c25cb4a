"""Conditions on customers from filters as they are typed: `tier=A`, `last_purchase<-180d`.

`customer_where` is the one way from filter texts to SQL: for lists, segments and tiers. A filter on
a field that only leads have holds for the customers with such a lead.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.domain.customer.fields import BY_KEY, FIELD_KEYS, Field, field_named
from salesmap.domain.errors import UnknownFieldError
from salesmap.domain.vocabulary import TIERS
from salesmap.reports.customer.rfm import scores
from salesmap.reports.query.amounts import amounts
from salesmap.reports.query.comparisons import NOTHING, Comparisons, split
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_fields import FIELDS as LEAD_FIELDS
from salesmap.reports.query.lead_fields import custom_fields_of, field_key
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import AS_STORED, STORED, Amounts, LeadScope
from salesmap.reports.query.spellings import Spellings, UnknownValue, spellings
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
_MONEY = {"value_won": "value", "currency": "currency"}
"""The fields that depend on the currencies of the leads, and what their statements begin with."""


class CustomerFields:
    """The fields of customers as SQL over `customer c`.

    `currency` is that of the database. What takes a look at all leads is worked out when a field
    asks for it: `amounts`, and `joins`, which the FROM clause of a statement with a score needs,
    with their `parameters`. With `customer_id`, the score is that of one customer. Where a currency
    has no rate, customers `are_scored_apart` by currency, and who bought in several has no score.
    """

    def __init__(
        self, connection: Connection, clock: Clock, currency: str, customer_id: int | None = None
    ) -> None:
        self.connection = connection
        self.clock = clock
        self.currency = currency
        self.customer_id = customer_id
        self.joins = ""
        self.are_scored_apart = False
        self.parameters: dict[str, Any] = {}
        self._amounts: Amounts | None = None
        self._are_figures = False

    @property
    def amounts(self) -> Amounts:
        """How the amounts of all leads became figures; as they are where no field asked for it."""
        return self._looked_up() if self._are_figures else STORED

    def sql(self, field: Field) -> str:
        """Return a field as SQL; amounts are in the currency of the database."""
        if field.key == "rfm":
            return self._score()
        if field.key in _MONEY:
            return self._money(field)
        return field.sql

    def shown(self, field: Field, *, few: bool) -> str:
        """Return a field as a list shows it: without rates, amounts are as they are stored.

        For `few` customers their own leads tell the currency, without a look at all.
        """
        if field.key not in _MONEY:
            return self.sql(field)
        if self._amounts is None and few and not self._has_rates():
            return _SQL[f"{_MONEY[field.key]}_as_stored"]
        own = self._looked_up()
        if own.sql != AS_STORED and not own.converted:
            return _SQL[f"{_MONEY[field.key]}_as_stored"]
        return self._money(field)

    def _looked_up(self) -> Amounts:
        if self._amounts is None:
            self._amounts = amounts(self.connection, self.currency, self.clock.today())
        return self._amounts

    def _has_rates(self) -> bool:
        return bool(self.connection.execute(_SQL["has_rates"]).fetchone()[0])

    def _score(self) -> str:
        if not self.joins:
            own = self._looked_up()
            self.are_scored_apart = bool(own.left_out)
            self._are_figures = self._are_figures or not own.left_out
            scope = LeadScope(amounts=own)
            query = ReportQuery(self.connection, scope, self.clock, "")
            scored, self.parameters = scores(query, self.customer_id)
            self.joins = _SQL["scores"].replace("{scored}", scored)
        return "CAST(s.code AS TEXT)"

    def _money(self, field: Field) -> str:
        """Return the value won or its currency; without a rate, an amount is left out."""
        self._are_figures, own = True, self._looked_up()
        which = "of_one_currency" if own.sql == AS_STORED else "converted"
        sql = _SQL[f"{_MONEY[field.key]}_{which}"]
        return sql.replace("{currency}", own.currency.replace("'", "''")).replace(
            "{amount}", own.sql
        )


class CustomerWhere(NamedTuple):
    """A condition over `customer c`, the joins it needs, its parameters, unknown values in it."""

    sql: str
    joins: str
    parameters: dict[str, Any]
    unknown: tuple[UnknownValue, ...] = ()

    def also(
        self, sql: str, parameters: Mapping[str, Any], unknown: Sequence[UnknownValue] = ()
    ) -> "CustomerWhere":
        """Return the condition that another one over `customer c` holds, too."""
        return self._replace(
            sql=f"{self.sql} AND {sql}",
            parameters={**self.parameters, **parameters},
            unknown=(*self.unknown, *unknown),
        )


class CustomerConditions(Comparisons):
    """Conditions over `customer c`."""

    letter = "k"

    def __init__(self, fields: CustomerFields, user: str | None = None) -> None:
        super().__init__(fields.connection, fields.clock, user)
        self.fields = fields

    def key(self, name: str) -> str:
        """Return the key of a field as it is typed. Raises UnknownFieldError."""
        return known_field(name).key

    def add_filter(self, name: str, operator: str, value: str) -> None:
        """Compare a field of customers with a value. Raises UsageError."""
        field = BY_KEY[name]
        sql = self.fields.sql(field)
        self.clauses.append(self.clause(name, sql, operator, value, field.folded))

    def test(self, name: str, expression: str, operator: str, value: str, folded: str) -> str:
        """Return the comparison that the kind of a field asks for; names in any spelling."""
        if operator == "=" and name in ("tier", "owner", "region"):
            test = self.spelled(self._stored(name), expression, value)
            if name == "owner" and test != NOTHING:
                people = test.removeprefix(f"lower({expression}) IN ")
                test = f"({_SQL['of_owners'].replace('{people}', people)} AND {test})"
            return test
        return self.compare(BY_KEY[name].kind, name, expression, operator, value, folded)

    def _stored(self, name: str) -> Spellings:
        if name == "tier":
            known = [tier for (tier,) in self.connection.execute(_SQL["tiers"])]
            return Spellings("tier", list(dict.fromkeys([*TIERS, *known])))
        stored = spellings(self.connection, name, f"l.{name}")
        if name != "owner":
            return stored
        caretakers = spellings(self.connection, "caretaker", "").stored
        return stored._replace(stored=list(dict.fromkeys([*stored.stored, *caretakers])))


def customer_where(
    fields: CustomerFields, texts: Sequence[str], user: str | None = None
) -> CustomerWhere:
    """Return the condition that every filter holds; of several values for a field, any one.

    Raises FilterSyntaxError, UnknownFieldError, UnknownStageError, and UsageError for a number, a
    day or an amount that is none.
    """
    of_customers, of_leads = _by_record(fields.connection, texts)
    conditions = CustomerConditions(fields, user)
    conditions.add_filters(of_customers)
    where = CustomerWhere(
        " AND ".join(["1 = 1", *conditions.clauses]),
        fields.joins,
        {**conditions.parameters, **fields.parameters},
        tuple(conditions.unknown),
    )
    if of_leads:
        filters = Filters(fields.clock, "all", filters=of_leads, user=user)
        where = with_lead(where, LeadScope().narrowed(fields.connection, filters))
    return where


def with_lead(where: CustomerWhere, scope: LeadScope) -> CustomerWhere:
    """Return the condition that a customer has a lead in scope, too; dropped ones are none."""
    if not (condition := scope.condition()):
        return where
    leads = f"SELECT l.customer_id FROM lead l WHERE l.status <> 'dropped'{condition}"
    return where.also(f"c.id IN ({leads})", scope.parameters(), scope.unknown)


def _by_record(connection: Connection, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the filters on customers, and those on fields that only leads have."""
    of_customers: list[str] = []
    of_leads: list[str] = []
    custom: list[str] | None = None
    for text in texts:
        name, _operator, _value = split(text)
        if field_named(name):
            of_customers.append(text)
            continue
        custom = custom_fields_of(connection) if custom is None else custom
        if field_key(name, custom) not in (*LEAD_FIELDS, *custom):
            known_field(name)
        of_leads.append(text)
    return of_customers, of_leads


def known_field(name: str) -> Field:
    """Return the field of customers that a word means. Raises UnknownFieldError."""
    field = field_named(name)
    if field is None:
        raise UnknownFieldError(name, FIELD_KEYS)
    return field
