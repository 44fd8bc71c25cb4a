"""Conditions on the lead sheet, built one by one with their parameters."""

from collections.abc import Sequence
from datetime import date

from salesmap.core.clock import Clock
from salesmap.core.folding import fold
from salesmap.core.i18n import key_of
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.vocabulary import (
    LEAD_DAYS,
    LEAD_FIELDS,
    LEAD_INSTANTS,
    LEAD_NUMBERS,
    STATUSES,
)
from salesmap.reports.errors import (
    TagOperatorError,
    UnknownStatusError,
)
from salesmap.reports.query.comparisons import NOTHING, Comparisons
from salesmap.reports.query.lead_fields import (
    TEAM,
    TIER,
    custom_fields_of,
    field_key,
    field_sql,
    is_pipeline,
)
from salesmap.reports.query.like import pattern_of, phones_of
from salesmap.reports.query.spellings import Spellings, spellings
from salesmap.reports.query.stage_names import pipeline_id, stage_ids
from salesmap.store.connection import Connection

_STATUSES = (*STATUSES, "all")
_SPELLED = ("owner", *PLAIN_FIELDS, "lost_reason", TIER, TEAM)
"""The lead's own texts, which are found however they are written; custom fields are, too."""
_KINDS = {
    **dict.fromkeys(LEAD_INSTANTS, "instant"),
    **dict.fromkeys(LEAD_DAYS, "day"),
    **dict.fromkeys(LEAD_NUMBERS, "int"),
    "value": "money",
}
"""The kinds of the fields that are no texts."""
_FOLDED = {
    "name": "name_key",
    "customer": "customer_key",
    "contact": "contact_key",
    "email": "email_key",
}
"""The columns that hold a field in folded form."""


class Conditions(Comparisons):
    """Conditions on the rows of `sheet`, or of `lead l`: SQL in `clauses`, values in `parameters`.

    `clock` gives words like `tomorrow` their day; `user` is who `me` is; `unknown` are the values
    that no lead has.
    """

    def __init__(
        self, connection: Connection, clock: Clock, prefix: str = "", user: str | None = None
    ) -> None:
        super().__init__(connection, clock, user)
        self.prefix = prefix
        self.custom = custom_fields_of(connection)

    def add_status(self, status: str) -> None:
        """Filter by a status, or by none (`all`). Raises UnknownStatusError."""
        status = key_of(status, _STATUSES)
        if status not in _STATUSES:
            raise UnknownStatusError(status, _STATUSES)
        if status != "all":
            self.clauses.append(f"{self.prefix}status = '{status}'")

    def in_currency(self, test: str, currency: str, value: str) -> str:
        """Return the test of an amount of leads in this currency."""
        return f"({self.prefix}currency = {self.bind(currency)} AND {test})"

    def add_created(self, since: date | None, until: date | None) -> None:
        """Filter by the day on which leads were created."""
        for operator, day in ((">=", since), ("<=", until)):
            if day is not None:
                bound = self.bind(day.isoformat())
                self.clauses.append(f"{self.prefix}created_on {operator} {bound}")
                self.clauses.append(f"{self.prefix}created_unknown IS NULL")

    def add_overdue(self) -> None:
        """Filter by leads with an overdue follow-up."""
        self.clauses.append(f"next_due < {self.bind(self.clock.today().isoformat())}")

    def add_option(self, name: str, values: Sequence[str]) -> None:
        """Filter by the values of an option such as --stage or --owner: any of them holds.

        Raises UnknownStageError, UnknownPipelineError.
        """
        if name == "stage":
            ids = [id for value in values for id in stage_ids(self.connection, value)]
            self.clauses.append(_any_number(f"{self.prefix}stage_id", ids))
        elif name == "pipeline":
            ids = [pipeline_id(self.connection, value) for value in values]
            self.clauses.append(_any_number(f"{self.prefix}process_id", ids))
        elif name == "customer":
            self._add_customers(values)
        elif name == TEAM:
            self._add_teams(values)
        else:
            self._add_texts(name, values)

    def key(self, name: str) -> str:
        """Return the key of a field as it is typed; of the pipeline under its former name, too."""
        key = field_key(name, self.custom)
        return "pipeline" if is_pipeline(key, self.custom) else key

    def add_filter(self, name: str, operator: str, value: str) -> None:
        """Compare a field with a value; a stage, a pipeline and a status must be known.

        Raises UnknownFieldError, UnknownStageError, UnknownPipelineError, UnknownStatusError,
        NotANumberError, TagOperatorError, and UsageError for a day or amount that is none.
        """
        is_equality = operator in ("=", "!=")
        if name == "status":
            value = key_of(value, _STATUSES)
            if value == "all" and operator == "=":
                self.clauses.append("1 = 1")
                return
            if value not in _STATUSES and operator != "~":
                raise UnknownStatusError(value, _STATUSES)
        if name == "stage" and is_equality:
            clause = _any_number("stage_id", stage_ids(self.connection, value))
            self.clauses.append(clause if operator == "=" else f"NOT ({clause})")
        elif name == "pipeline" and is_equality and value:
            clause = _any_number("process_id", [pipeline_id(self.connection, value)])
            self.clauses.append(clause if operator == "=" else f"NOT ({clause})")
        else:
            self.add_comparison(name, operator, value)

    def add_comparison(self, name: str, operator: str, value: str) -> None:
        """Compare a field with a value; an empty value means that the field is empty."""
        if name == "tag" and operator not in ("=", "!=", "~"):
            raise TagOperatorError(operator)
        if name != "tag":
            expression, folded = field_sql(name, self.custom), _FOLDED.get(name, "")
            self.clauses.append(self.clause(name, expression, operator, value, folded))
        elif operator == "~":
            like = f"t.tag LIKE {self.bind(pattern_of(value))} ESCAPE '\\'"
            self.clauses.append(self._tagged(like))
        else:
            equal = self._written(name, "", value)
            self.clauses.append(equal if operator == "=" else f"(NOT {equal})")

    def add_search(self, texts: Sequence[str]) -> None:
        """Search for texts in the names, the contact's addresses and the interactions."""
        self.clauses.append(f"({' OR '.join(map(self._searched, texts))})")

    def _searched(self, text: str) -> str:
        pattern, folded = self.bind(pattern_of(text)), self.bind(pattern_of(fold(text)))
        lead = _any_like({"name_key": folded, "name": pattern, "external_id": pattern})
        contact = {
            "name_key": folded,
            "email_key": folded,
            "phone": pattern,
            "phone_key": pattern,
            "wechat": pattern,
        }
        digits = "".join(character for character in text if character.isdecimal())
        if digits and not any(character.isalpha() for character in text):
            contact[phones_of()] = self.bind(pattern_of(digits))
        customer = _any_like({"name_key": folded})
        interaction = _any_like({"text": pattern})
        # Each table is read once: looking up every lead's own rows took three times as long.
        return (
            f"({lead} OR customer_id IN (SELECT id FROM customer WHERE {customer})"
            f" OR contact_id IN (SELECT id FROM contact WHERE {_any_like(contact)})"
            f" OR id IN (SELECT lead_id FROM interaction WHERE {interaction}))"
        )

    def _add_customers(self, values: Sequence[str]) -> None:
        """Filter by words of the customer's name."""
        either = []
        for value in values:
            pattern = self.bind(pattern_of(fold(value)))
            either.append(f"customer_key LIKE {pattern} ESCAPE '\\'")
            query = "SELECT 1 FROM customer WHERE name_key LIKE ? ESCAPE '\\' LIMIT 1"
            if not self.connection.execute(query, (pattern_of(fold(value)),)).fetchone():
                names = self.connection.execute("SELECT name FROM customer ORDER BY id")
                stored = Spellings("customer", [name for (name,) in names])
                self.unknown.append(stored.unknown(value))
        self.clauses.append(f"({' OR '.join(either)})")

    def _add_teams(self, values: Sequence[str]) -> None:
        """Filter by the teams of the owners; an empty name means owners without one."""
        owners = [name for value in values for name in self.owners_of_team(value)]
        bound = ", ".join(f"lower({self.bind(name)})" for name in owners)
        self.clauses.append(f"lower({self.prefix}owner) IN ({bound})" if bound else NOTHING)

    def _add_texts(self, name: str, values: Sequence[str]) -> None:
        """Filter by texts of a field, however they are written; an empty one means none."""
        expression = "" if name == "tag" else self.prefix + field_sql(name, self.custom)
        either = [
            f"{expression} IS NULL"
            if value == "" and expression
            else self._written(name, expression, value)
            for value in values
        ]
        self.clauses.append(f"({' OR '.join(either)})")

    def _written(self, name: str, expression: str, value: str) -> str:
        """Return the test for a text of a field in any spelling of the database."""
        # A custom field may be called like what is no lead's own.
        of = "" if name in self.custom else name
        stored = spellings(self.connection, of, _on_lead(name, self.custom))._replace(field=name)
        if name != "tag":
            return self.spelled(stored, expression, value)
        if texts := stored.of(value):
            return self._tagged(f"t.tag IN ({', '.join(map(self.bind, texts))})")
        self.unknown.append(stored.unknown(value))
        return NOTHING

    def _tagged(self, test: str) -> str:
        return f"EXISTS (SELECT 1 FROM lead_tag t WHERE t.lead_id = sheet.id AND {test})"

    def test(self, name: str, expression: str, operator: str, value: str, folded: str) -> str:
        """Return the comparison that the field asks for; an own text in any spelling."""
        is_text = name not in _KINDS and not folded
        if is_text and operator == "=" and (name in _SPELLED or name not in LEAD_FIELDS):
            return self._written(name, expression, value)
        return self.compare(_KINDS.get(name, "text"), name, expression, operator, value, folded)


def _on_lead(name: str, custom: Sequence[str]) -> str:
    """Return a text field as SQL over `lead l`."""
    if name == "tag":
        return ""
    if name in _SPELLED and name not in custom:
        return f"l.{name}"
    return field_sql(name, custom).replace("json_extract(fields,", "json_extract(l.fields,")


def _any_number(expression: str, numbers: Sequence[int]) -> str:
    return f"{expression} IN ({', '.join(map(str, numbers))})"


def _any_like(patterns: dict[str, str]) -> str:
    return " OR ".join(f"{name} LIKE {pattern} ESCAPE '\\'" for name, pattern in patterns.items())
