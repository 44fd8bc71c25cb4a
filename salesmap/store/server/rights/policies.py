"""Who reads and writes which record of each table: policies and triggers made from the schema."""

from typing import NamedTuple

from salesmap.store.server.rights.recognition import GROUP
from salesmap.store.tables import JOURNALED, TABLES

_OWNERS = "(SELECT salesmap.owners('read'))::text[]"
_ALL = "(SELECT salesmap.may_all('read'))"
_LEADS = "lead_id IN (SELECT id FROM public.lead)"
_CUSTOMERS = "customer_id IN (SELECT id FROM public.customer)"
_MINE = "actor = (SELECT salesmap.my_name())"
_MEMBER = "(SELECT salesmap.me()) IS NOT NULL"
"""Whoever left, or has lost their login, reads nothing, whatever hangs on nobody."""


def _in(column: str, parent: str) -> str:
    return f"{column} IN (SELECT id FROM public.{parent})"


_LEAD_OR_CUSTOMER = (
    f"{_LEADS} OR owner = ANY ({_OWNERS}) OR (lead_id IS NULL AND owner IS NULL AND {_CUSTOMERS})"
)
_HANGS = f"{_LEADS} OR (lead_id IS NULL AND customer_id IS NOT NULL AND {_CUSTOMERS})"
_READ = {
    "lead": f"owner = ANY ({_OWNERS}) OR caretaker = ANY ({_OWNERS})"
    " OR (owner IS NULL AND (SELECT salesmap.may_pool('read')))",
    "customer": "id IN (SELECT customer_id FROM public.lead)"
    " OR id NOT IN (SELECT salesmap.customers_of_leads())",
    "contact": f"{_CUSTOMERS} OR (customer_id IS NULL AND ("
    "id IN (SELECT contact_id FROM public.lead)"
    " OR id NOT IN (SELECT salesmap.contacts_of_leads())))",
    "price": f"customer_id IS NULL OR {_CUSTOMERS}",
    "care_visit": _CUSTOMERS,
    "followup": f"{_LEADS} OR owner = ANY ({_OWNERS})",
    "quote": f"{_LEADS} OR owner = ANY ({_OWNERS})",
    "contract": _LEAD_OR_CUSTOMER,
    "ticket": _LEAD_OR_CUSTOMER,
    "rating": _LEAD_OR_CUSTOMER,
    "attachment": f"{_HANGS} OR (lead_id IS NULL AND customer_id IS NULL AND"
    f" {_in('contract_id', 'contract')})",
    "rule_firing": f"{_HANGS} OR (lead_id IS NULL AND customer_id IS NULL)",
    "stored_file": "sha256 IN (SELECT sha256 FROM public.attachment)"
    " OR sha256 NOT IN (SELECT salesmap.attached())",
    "review_point": f"owner IS NULL OR owner = ANY ({_OWNERS}) OR {_MINE}",
    "target": f"owner IS NULL OR owner = ANY ({_OWNERS})",
    "ruling": f"id IN (SELECT ruling_id FROM public.ruling_lead) OR {_MINE}",
    "news": f"person_key = (SELECT salesmap.my_key()) OR {_MINE}",
    "news_read": _in("id", "news"),
    "notice": "person = (SELECT salesmap.my_name())",
    "approval": f"{_in('quote_version_id', 'quote_version')}"
    f" OR {_in('contract_version_id', 'contract_version')}",
    "allocation": _in("payment_id", "payment"),
    "change": f"{_MINE} OR actor = (SELECT salesmap.outsider())"
    " OR id IN (SELECT salesmap.own_changes()) OR id IN (SELECT change_id FROM public.change_row)",
}
"""What a person reads who may not read all: what is not here goes by its nearest parent."""

_OWN_NEWS = ("news", "news_read", "notice")
"""What nobody reads but the person whom it is for."""

_OPEN = frozenset(
    {
        "custom_field", "identity", "knowledge_note", "map_issue", "map_version", "member",
        "process", "product", "rate", "segment", "setting", "source_cost", "absence",
        "product_link", "stage",
    }
)  # fmt: skip
"""What everybody reads: the map, the members, the products."""

_SERVERS = ("change_row", "identity")
"""What only the functions of the journal write."""

_PARENTS = (
    "lead", "quote", "quote_version", "contract", "contract_version", "ticket", "payment", "ruling",
)  # fmt: skip


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


def _readable(table: str) -> str:
    """Return the condition under which a person reads a record of a table."""
    if table in _OPEN:
        return _MEMBER
    condition = _rows_of_changes() if table == "change_row" else _READ.get(table)
    if condition is None:
        parents = {each.parent: each.column for each in TABLES[table].references}
        nearest = next(parent for parent in _PARENTS if parent in parents)
        condition = _in(parents[nearest], nearest)
    if table in _OWN_NEWS:
        return f"{_MEMBER} AND ({condition})"
    return f"{_ALL} OR ({_MEMBER} AND ({condition}))"


def _rows_of_changes() -> str:
    """Return the condition for a row of the journal: one's own, or of a record that one sees.

    One set for all tables: a policy with one for each would take longer to plan than to run.
    """
    shown = ", ".join(f"'{table}'" for table in JOURNALED if table in _OPEN)
    alone = " ".join(
        f"WHEN '{table}' THEN row_id IN (SELECT id FROM public.{table})"
        for table in ("target", "review_point")
    )
    return (
        "change_id IN (SELECT salesmap.own_changes())"
        f" OR table_name IN ({shown}) OR CASE table_name {alone}"
        " ELSE salesmap.belongs_to(table_name, row_id) IN"
        " (SELECT id FROM public.lead UNION ALL SELECT -id FROM public.customer) END"
    )


def belonging() -> str:
    """Return the function that finds the lead of a record, or the customer with a minus."""
    branches = []
    for table in JOURNALED:
        if table not in {*_OPEN, *_OWN_NEWS} and (found := _holder(table, "t")) is not None:
            branches.append(
                f"WHEN '{table}' THEN"
                f" RETURN (SELECT {found} FROM public.{table} t WHERE t.id = $2);"
            )
    return (
        "CREATE OR REPLACE FUNCTION salesmap.belongs_to(kind text, id bigint) RETURNS bigint"
        " LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
        f" BEGIN CASE $1 {' '.join(branches)} ELSE RETURN NULL; END CASE; END $$"
    )


def _holder(table: str, alias: str) -> str | None:
    """Return the SQL of the lead of a row, or of its customer with a minus; None for neither."""
    if table == "lead":
        return f"{alias}.id"
    if table == "customer":
        return f"-{alias}.id"
    if table == "contact":
        of_lead = f"(SELECT min(l.id) FROM public.lead l WHERE l.contact_id = {alias}.id)"
        return f"coalesce(-{alias}.customer_id, {of_lead})"
    parents = {each.parent: each.column for each in TABLES[table].references}
    found = [
        f"{sign}{alias}.{parents[parent]}"
        for parent, sign in (("lead", ""), ("customer", "-"))
        if parent in parents
    ]
    inner = f"{alias}x"
    found += [
        f"(SELECT {_holder(parent, inner)} FROM public.{parent} {inner}"
        f" WHERE {inner}.id = {alias}.{parents[parent]})"
        for parent in _PARENTS[1:-1]
        if parent in parents and not (table == parent or "lead" in parents)
    ]
    return f"coalesce({', '.join(found)})" if found else None


def trigger_names() -> set[str]:
    """Return the names of the triggers that hold writers to their rights."""
    return {f"rights_{table}" for table in TABLES if table not in _SERVERS} | {
        "rights_change_closed",
        "rights_map",
    }


def statements(owner: str) -> list[str]:
    """Return the statements that put everybody but the owner of the tables under rights."""
    when = f"WHEN (NOT pg_catalog.pg_has_role(session_user, {owner}, 'USAGE'))"
    made = []
    for table in TABLES:
        made += [
            f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
            *(
                f"DROP POLICY IF EXISTS {name} ON public.{table}"
                for name in ("rights_read", "rights_add", "rights_edit", "rights_delete")
            ),
            f"CREATE POLICY rights_read ON public.{table} FOR SELECT TO {GROUP}"
            f" USING ({_readable(table)})",
            f"DROP TRIGGER IF EXISTS rights_{table} ON public.{table}",
            f"GRANT SELECT ON public.{table} TO {GROUP}",
        ]
        if table in _SERVERS:
            continue
        made += [
            f"GRANT INSERT, UPDATE, DELETE ON public.{table} TO {GROUP}",
            f"CREATE POLICY rights_add ON public.{table} FOR INSERT TO {GROUP} WITH CHECK (true)",
            f"CREATE POLICY rights_edit ON public.{table} FOR UPDATE TO {GROUP}"
            " USING (true) WITH CHECK (true)",
            f"CREATE POLICY rights_delete ON public.{table} FOR DELETE TO {GROUP} USING (true)",
        ]
        if table == "change":
            function = "salesmap.guard_change()"
        else:
            written = _WRITTEN[table]
            source = written.source.replace("'", "''")
            function = f"salesmap.guard('{written.way}', '{source}')"
        made.append(
            f"CREATE TRIGGER rights_{table} BEFORE INSERT OR UPDATE OR DELETE ON public.{table}"
            f" FOR EACH ROW {when} EXECUTE FUNCTION {function}"
        )
    return [
        belonging(),
        *made,
        "DROP TRIGGER IF EXISTS rights_change_closed ON public.change",
        "CREATE CONSTRAINT TRIGGER rights_change_closed AFTER INSERT ON public.change"
        f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when}"
        " EXECUTE FUNCTION salesmap.close_change()",
        "DROP TRIGGER IF EXISTS rights_map ON public.map_version",
        "CREATE TRIGGER rights_map AFTER INSERT OR UPDATE OR DELETE ON public.map_version"
        " FOR EACH STATEMENT EXECUTE FUNCTION salesmap.rules_changed()",
        f"GRANT SELECT ON public.alembic_version, salesmap.pinyin, salesmap.last_id TO {GROUP}",
        f"GRANT USAGE ON SCHEMA public, salesmap TO {GROUP}",
        f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {GROUP}",
    ]
