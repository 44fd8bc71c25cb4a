"""Who reads which record of each table: the conditions of the policies."""

from salesmap.store.tables import JOURNALED, TABLES

_ALL = "salesmap.reads_all()"
_MINE = "actor = (SELECT salesmap.my_name())"
_MEMBER = "salesmap.is_member()"
"""Whoever left, or has lost their login, reads nothing, whatever hangs on nobody."""


def _theirs(*columns: str) -> str:
    """Return the condition that a record is a person's, their team's, or whose they stand in for.

    Who is away is asked on the day itself, by those only who stand in for anybody.
    """
    absent = "(SELECT salesmap.own_names())::text[]"
    named = [f"{column} = ANY (salesmap.read_names())" for column in columns]
    deputised = " OR ".join(f"{column} = ANY ({absent})" for column in columns)
    return f"{' OR '.join(named)} OR (salesmap.stands_in() AND ({deputised}))"


def _in(column: str, parent: str, of: str = "id") -> str:
    """Return the condition that a column names a record which a person reads."""
    return f"{column} IN (SELECT {of} FROM public.{parent})"


def _seen(lead: str) -> str:
    """Return the condition that a person sees a lead by its id: NULL for none."""
    bit = f"substring((SELECT salesmap.seen('lead')), {lead}::integer + 1, 1)"
    return f"{bit} > B'0'"


def _not_hidden(kind: str, id: str) -> str:
    """Return the condition that no others keep a customer or contact, or the person as well.

    Beyond the last one that is kept there is none, and what a statement itself adds.
    """
    bit = f"substring((SELECT salesmap.hidden('{kind}')), {id}::integer + 1, 1)"
    return f"{bit} < B'1'"


_LEADS = f"((salesmap.reads_leads() AND lead_id IS NOT NULL) OR {_seen('lead_id')})"
_CUSTOMERS = (
    "(customer_id IS NOT NULL AND"
    f" (salesmap.reads_leads() OR {_not_hidden('customer', 'customer_id')}))"
)


def _given(table: str) -> str:
    """Return the condition that a person gives a record away, or takes that back."""
    return (
        f"id IN (SELECT salesmap.in_hand('{table}'))"
        " OR ((SELECT salesmap.is_writing())"
        f" AND salesmap.was_read('{table}', id))"
    )


GIVEN = ("followup", "quote", "contract", "ticket", "rating", "review_point")
"""What has an owner of its own, who may be another than the lead's."""

_LEAD_OR_CUSTOMER = (
    f"{_LEADS} OR {_theirs('owner')} OR (lead_id IS NULL AND owner IS NULL AND {_CUSTOMERS})"
)
_HANGS = f"{_LEADS} OR (lead_id IS NULL AND customer_id IS NOT NULL AND {_CUSTOMERS})"
_READ = {
    "lead": f"salesmap.reads_leads() OR {_seen('id')} OR id > (SELECT salesmap.last_lead())",
    "customer": f"salesmap.reads_leads() OR {_not_hidden('customer', 'id')}",
    "contact": f"salesmap.reads_leads() OR {_CUSTOMERS}"
    f" OR (customer_id IS NULL AND {_not_hidden('contact', 'id')})",
    "owner_change": f"{_LEADS} OR (kind = 'claimed' AND owner_after = (SELECT salesmap.my_name()))",
    "price": f"customer_id IS NULL OR {_CUSTOMERS}",
    "care_visit": _CUSTOMERS,
    "customer_clock": "false",
    "followup": f"{_LEADS} OR {_theirs('owner')}",
    "quote": f"{_LEADS} OR {_theirs('owner')}",
    "contract": _LEAD_OR_CUSTOMER,
    "ticket": _LEAD_OR_CUSTOMER,
    "rating": _LEAD_OR_CUSTOMER,
    "attachment": f"{_HANGS} OR (lead_id IS NULL AND customer_id IS NULL AND"
    f" {_in('contract_id', 'contract')})",
    "rule_firing": f"{_HANGS} OR (lead_id IS NULL AND customer_id IS NULL)",
    "stored_file": f"{_in('sha256', 'attachment', 'sha256')}"
    " OR sha256 NOT IN (SELECT salesmap.attached())",
    "review_point": f"owner IS NULL OR {_theirs('owner')} OR {_MINE}",
    "target": f"owner IS NULL OR {_theirs('owner')}",
    "ruling": f"{_in('id', 'ruling_lead', 'ruling_id')} OR {_MINE}",
    "news": f"person_key = (SELECT salesmap.my_key()) OR {_MINE}",
    "news_read": _in("id", "news"),
    "notice": "person = (SELECT salesmap.my_name())",
    "approval": f"{_in('quote_version_id', 'quote_version')}"
    f" OR {_in('contract_version_id', 'contract_version')}",
    "allocation": _in("payment_id", "payment"),
    "change": f"{_MINE} OR actor = (SELECT salesmap.outsider())"
    " OR id IN (SELECT salesmap.undone_now()) OR " + _in("id", "change_row", "change_id"),
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

_PARENTS = (
    "lead", "quote", "quote_version", "contract", "contract_version", "ticket", "payment", "ruling",
)  # fmt: skip


def readable(table: str) -> str:
    """Return the condition under which a person reads a record of a table."""
    planned = "(SELECT salesmap.as_planned(salesmap.rights_version())) IS NOT NULL"
    return f"{planned} AND ({_condition(table)})"


def _condition(table: str) -> str:
    """Return the condition while rights are as they were when a statement was planned."""
    if table in _OPEN:
        return _MEMBER
    condition = _rows_of_changes() if table == "change_row" else _READ.get(table)
    if condition is None:
        parents = {each.parent: each.column for each in TABLES[table].references}
        nearest = next(parent for parent in _PARENTS if parent in parents)
        condition = _LEADS if nearest == "lead" else _in(parents[nearest], nearest)
    if table in GIVEN:
        condition += f" OR {_given(table)}"
    if table in _OWN_NEWS:
        return f"{_MEMBER} AND ({condition})"
    return f"{_ALL} OR ({_MEMBER} AND ({condition}))"


def _rows_of_changes() -> str:
    """Return the condition for a row of the journal: one's own, or of a record that one sees.

    What every record of hangs on a lead, who reads all leads sees without a look at the record.
    """
    shown = ", ".join(f"'{table}'" for table in JOURNALED if table in _OPEN)
    of_leads = ", ".join(f"'{table}'" for table in JOURNALED if _is_always_of_lead(table))
    alone = " ".join(
        f"WHEN '{table}' THEN row_id IN (SELECT id FROM public.{table})"
        for table in ("target", "review_point")
    )
    return (
        f"table_name IN ({shown}) OR (salesmap.reads_leads() AND table_name IN ({of_leads}))"
        f" OR CASE table_name WHEN 'lead' THEN {_seen('row_id')} {alone}"
        " ELSE salesmap.is_in_sight(salesmap.belongs_to(table_name, row_id),"
        " (SELECT salesmap.seen('lead')), (SELECT salesmap.hidden('customer'))) END"
        " OR change_id IN (SELECT salesmap.own_changes())"  # last, for it reads many changes
    )


def _is_always_of_lead(table: str) -> bool:
    """Return whether each record of a table is a lead, or hangs on one and is read by it."""
    spec = TABLES[table]
    parents = {each.parent: each.column for each in spec.references}
    if table in _OPEN or table in _OWN_NEWS or (table in _READ and table != "lead"):
        return table == "lead"
    column = parents.get("lead")
    return table == "lead" or (
        column is not None and not spec.kinds[spec.columns.index(column)].endswith("?")
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
