"""The keys by which customers and contacts are compared, of a state that was kept without them."""

import json
from collections.abc import Mapping
from typing import Any

from salesmap.core.folding import email_domain
from salesmap.domain.company_names import company_key
from salesmap.domain.customer.numbers import further_keys

Row = Mapping[str, Any]


def with_keys(table: str, state: Row, country: str) -> Row:
    """Return the state of a record with the keys that it lacks.

    The journal keeps states as they were: those of an older schema have no columns of today.
    """
    if table == "customer" and "company_key" not in state:
        return {**state, "company_key": company_key(state["name"])}
    if table == "contact" and "further_keys" not in state:
        email, fields = state["email_key"], json.loads(state.get("fields") or "{}")
        return {
            **state,
            "domain_key": email_domain(email) if email else None,
            "further_keys": further_keys(fields, country),
        }
    return state
