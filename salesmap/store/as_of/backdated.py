"""Records imported later than an instant that were so before it, by their own dates.

An imported lead with its stage history and expectations, interactions, follow-ups that were done:
they count at the instant although nobody had recorded them yet. `as_of` adds them to its tables.
"""

from collections.abc import Callable, Mapping, Sequence

from salesmap.store.connection import Connection
from salesmap.store.journal.last_set import EXPECTED_FIELDS, last_set_at
from salesmap.store.statements import statements

TABLES = (
    "lead",
    "stay",
    "interaction",
    "followup",
    "customer",
    "contact",
    "lead_tag",
    "custom_field",
    "expectation",
)
"""The tables to which such records are added."""

_SQL = statements(__file__)
_ORDER = (
    "add_leads",
    "delete_visits",
    "add_visits",
    "reopen_visits",
    "last_visits",
    "set_stage",
    "reopen_leads",
    "close_leads",
    "add_interactions",
    "add_followups",
    "add_expectations",
    "set_last_contact",
)
_WITH_LEADS = ("add_customers", "add_contacts", "add_tags", "add_custom_fields")


def find(connection: Connection, at: Mapping[str, str]) -> bool:
    """Note the leads with such records; `past_created` exists. Return whether there are any."""
    connection.execute(_SQL["leads"], at)
    connection.execute(_SQL["leads_with_expectations"])
    return connection.execute(_SQL["any"]).fetchone() is not None


def add(
    connection: Connection,
    columns: Mapping[str, Sequence[str]],
    at: Mapping[str, str],
    count: Callable[[str], None] | None = None,
) -> None:
    """Add what `find` noted to the temporary tables, which have these columns.

    An engine that plans by the size of tables can `count` their records.
    """
    lists = {table: ", ".join(names) for table, names in columns.items()}
    for name in _ORDER:
        if count and name == "last_visits":  # it looks at every visit of every such lead
            count("temp.stay")
            count("past_backdated")
        connection.execute(_SQL[name].format(**lists), at)
    for field in EXPECTED_FIELDS:
        last = last_set_at(field, "AND k.at <= :then")
        connection.execute(_SQL["set_expected"].format(field=field, last_set_at=last), at)
    for name in _WITH_LEADS:
        connection.execute(_SQL[name].format(**lists))
