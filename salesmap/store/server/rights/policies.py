"""Who reads and writes which record of each table: policies and triggers made from the schema."""

from collections.abc import Iterator
from typing import NamedTuple

from salesmap.store.server.rights.reading import belonging, readable
from salesmap.store.tables import TABLES

_SERVERS = ("change_row", "identity", "customer_clock")
"""What only the functions of the journal write, and who owns the tables."""

_KEPT = ("lead", "customer", "contact")
"""What rights know by a bit for each id."""

_ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}

_PEOPLE = ("member", "absence")
"""What says who a person is and whom they stand in for."""


class _Written(NamedTuple):
    """How the writing of a table is checked: the way, and the SQL of whose its records are."""

    way: str
    source: str = ""


def _of(lead: str = "NULL", owner: str = "NULL", customer: str = "NULL", rest: str = "") -> str:
    return f"SELECT {lead}, {owner}, {customer} {rest}"


def _number(column: str) -> str:
    return f"($1->>'{column}')::bigint"


def _of_quote(number: str) -> str:
    return _of("q.lead_id", "q.owner", rest=f"FROM public.quote q WHERE q.id = {number}")


def _of_contract(number: str) -> str:
    rest = f"FROM public.contract k WHERE k.id = {number}"
    return _of("k.lead_id", "k.owner", "k.customer_id", rest)


_LEAD, _OWNER, _CUSTOMER = _number("lead_id"), "$1->>'owner'", _number("customer_id")
_OF_VERSION = (
    f"(SELECT v.quote_id FROM public.quote_version v WHERE v.id = {_number('quote_version_id')})"
)
_OF_CONTRACT_VERSION = (
    "(SELECT v.contract_id FROM public.contract_version v"
    f" WHERE v.id = {_number('contract_version_id')})"
)
_ON_PAPER = _of(
    "coalesce(q.lead_id, k.lead_id)", "coalesce(q.owner, k.owner)",
    rest=f"FROM (SELECT 1) one LEFT JOIN public.quote q ON q.id = {_OF_VERSION}"
    f" LEFT JOIN public.contract k ON k.id = {_OF_CONTRACT_VERSION}",
)  # fmt: skip
_WRITTEN = {
    "lead": _Written("lead"),
    "approval": _Written("approval", _ON_PAPER),
    **{
        table: _Written("belongs", source)
        for table, source in {
            **dict.fromkeys(
                ("lead_tag", "stay", "interaction", "expectation", "lead_check", "form_answer",
                 "lead_contact", "need", "owner_change"), _of(_LEAD)),
            **dict.fromkeys(("followup", "quote"), _of(_LEAD, _OWNER)),
            "quote_version": _of_quote(_number("quote_id")),
            "bid": _of_quote(_number("quote_id")),
            "quote_line": _of_quote(_OF_VERSION),
            **dict.fromkeys(("contract", "ticket", "rating"), _of(_LEAD, _OWNER, _CUSTOMER)),
            **dict.fromkeys(
                ("contract_version", "plan_part", "milestone"),
                _of_contract(_number("contract_id"))),
            "contract_line": _of_contract(_OF_CONTRACT_VERSION),
            "attachment": _of(
                "coalesce(l.id, k.lead_id)", "k.owner",
                f"coalesce({_CUSTOMER}, k.customer_id)",
                f"FROM (SELECT {_LEAD} AS id) l LEFT JOIN public.contract k"
                f" ON k.id = {_number('contract_id')}"),
            "ticket_event": _of(
                "o.lead_id", "o.owner", "o.customer_id",
                f"FROM public.ticket o WHERE o.id = {_number('ticket_id')}"),
            "care_visit": _of(customer=_CUSTOMER),
            "customer": _of(customer=_number("id")),
            "contact": _of(customer=_CUSTOMER),
            "review_point": _of(owner=_OWNER),
        }.items()
    },
    **dict.fromkeys(
        ("payment", "invoice"), _Written("money", _of_contract(_number("contract_id")))),
    "allocation": _Written("money", _of_contract(
        f"(SELECT p.contract_id FROM public.payment p WHERE p.id = {_number('payment_id')})")),
    **dict.fromkeys(
        ("map_version", "process", "stage", "setting", "rate", "member", "product",
         "product_link", "price", "source_cost"), _Written("everybody")),
    **dict.fromkeys(
        ("custom_field", "knowledge_note", "map_issue", "segment", "stored_file"),
        _Written("writers")),
    **dict.fromkeys(("comment", "news", "rule_firing", "ruling"), _Written("signed")),
    "ruling_lead": _Written("belongs", _of(_LEAD)),
    **{table: _Written(table) for table in ("news_read", "notice", "absence", "target")},
}  # fmt: skip


_INDEXES = (
    "CREATE INDEX IF NOT EXISTS rights_lead_cohort ON public.lead"
    " (process_id, status, stage_id, furthest_id, currency, value_cents, id)",
    "CREATE INDEX IF NOT EXISTS rights_stay_length ON public.stay"
    " (stage_id, secs, counted, lead_id) WHERE secs IS NOT NULL AND counted = 1",
)
"""What reports count by indexes alone has in them by what it is seen."""

_OPEN_TABLES = (
    "public.alembic_version", "salesmap.pinyin", "salesmap.last_id", "salesmap.person",
)  # fmt: skip
"""What of the program's own whoever has a login reads."""

_CLOSING = (
    (
        "claim",
        "lead",
        "UPDATE",
        " AND NEW.owner IS NOT NULL AND OLD.owner IS DISTINCT FROM NEW.owner",
    ),
    ("owner_change", "owner_change", "INSERT OR UPDATE", ""),
)
"""What is looked at when a person's transaction is done: by name the table, what happens, when."""


def trigger_names() -> set[str]:
    """Return the names of the triggers that hold writers to their rights."""
    return {f"rights_{table}" for table in TABLES if table not in _SERVERS} | {
        "rights_change_closed",
        *(f"rights_{name}_closed" for name, *_rest in _CLOSING),
        "rights_map",
        *(f"rights_owner_{event}" for event in _ROWS),
        *(f"rights_ids_{table}" for table in _KEPT),
        *(f"rights_people_{table}" for table in _PEOPLE),
    }


def statements(owner: str, group: str) -> list[str]:
    """Return the statements that put everybody but the owner of the tables under rights.

    Whoever is to read or write at all is of a group.
    """
    held = f"NOT pg_catalog.pg_has_role(session_user, {owner}, 'USAGE')"
    return [
        belonging(),
        "DROP INDEX IF EXISTS public.rights_lead_owner, public.rights_lead_caretaker",
        *_INDEXES,
        "CREATE INDEX IF NOT EXISTS rights_change_xact ON public.change (xact)",
        *(each for table in TABLES for each in _on_table(table, group, held)),
        *_at_the_end(held),
        *_on_what_rights_depend(held),
        f"GRANT SELECT ON {', '.join(_OPEN_TABLES)} TO {group}",
        f"GRANT USAGE ON SCHEMA public, salesmap TO {group}",
        f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {group}",
    ]


def _on_table(table: str, group: str, held: str) -> Iterator[str]:
    """Yield what says who reads and writes the records of a table; `held` is who is held to it."""
    yield f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY"
    for name in ("rights_read", "rights_add", "rights_edit", "rights_delete"):
        yield f"DROP POLICY IF EXISTS {name} ON public.{table}"
    policy = f"ON public.{table} FOR"
    yield f"CREATE POLICY rights_read {policy} SELECT TO {group} USING ({readable(table)})"
    yield f"DROP TRIGGER IF EXISTS rights_{table} ON public.{table}"
    yield f"GRANT SELECT ON public.{table} TO {group}"
    if table in _SERVERS:
        return
    yield f"GRANT INSERT, UPDATE, DELETE ON public.{table} TO {group}"
    yield f"CREATE POLICY rights_add {policy} INSERT TO {group} WITH CHECK (true)"
    yield f"CREATE POLICY rights_edit {policy} UPDATE TO {group} USING (true) WITH CHECK (true)"
    yield f"CREATE POLICY rights_delete {policy} DELETE TO {group} USING (true)"
    if table == "change":
        function = "salesmap.guard_change()"
    else:
        written = _WRITTEN[table]
        source = written.source.replace("'", "''")
        function = f"salesmap.guard('{written.way}', '{source}')"
    yield (
        f"CREATE TRIGGER rights_{table} BEFORE INSERT OR UPDATE OR DELETE ON public.{table}"
        f" FOR EACH ROW WHEN ({held}) EXECUTE FUNCTION {function}"
    )


def _at_the_end(held: str) -> Iterator[str]:
    """Yield the triggers that look at a person's transaction once it is done."""
    closing = (("change", "change", "INSERT", ""), *_CLOSING)
    for name, table, events, condition in closing:
        yield f"DROP TRIGGER IF EXISTS rights_{name}_closed ON public.{table}"
        yield (
            f"CREATE CONSTRAINT TRIGGER rights_{name}_closed AFTER {events} ON public.{table}"
            f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ({held}{condition})"
            f" EXECUTE FUNCTION salesmap.close_{name}()"
        )


def _on_what_rights_depend(held: str) -> Iterator[str]:
    """Yield the triggers on the map, the owners of leads and the people, on which rights depend."""
    yield "DROP TRIGGER IF EXISTS rights_map ON public.map_version"
    yield (
        "CREATE TRIGGER rights_map AFTER INSERT OR UPDATE OR DELETE ON public.map_version"
        " FOR EACH STATEMENT EXECUTE FUNCTION salesmap.rules_changed()"
    )
    for event, rows in _ROWS.items():
        yield f"DROP TRIGGER IF EXISTS rights_owner_{event} ON public.lead"
        yield (
            f"CREATE TRIGGER rights_owner_{event} AFTER {event.upper()} ON public.lead"
            f" REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION salesmap.leads_changed()"
        )
    yield "SELECT salesmap.count_kept()"
    for table in _KEPT:
        yield f"DROP TRIGGER IF EXISTS rights_ids_{table} ON public.{table}"
        yield (
            f"CREATE TRIGGER rights_ids_{table} AFTER INSERT ON public.{table} REFERENCING"
            f" NEW TABLE AS new_rows FOR EACH STATEMENT WHEN ({held})"
            " EXECUTE FUNCTION salesmap.ids_given()"
        )
    for table in _PEOPLE:
        yield f"DROP TRIGGER IF EXISTS rights_people_{table} ON public.{table}"
        yield (
            f"CREATE TRIGGER rights_people_{table} AFTER INSERT OR UPDATE OR DELETE"
            f" ON public.{table} FOR EACH STATEMENT EXECUTE FUNCTION salesmap.people_changed()"
        )
