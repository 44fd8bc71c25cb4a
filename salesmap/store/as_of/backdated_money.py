"""Contracts and payments imported later than an instant that count before it, by their own dates.

A contract counts from the day of its signature, a payment from its own; what parts of a plan had
received follows from these.
"""

from salesmap.store.as_of.imported_records import ImportedRecords
from salesmap.store.statements import statements

MONEY = ImportedRecords(
    sql=statements(__file__),
    tables=("contract", "contract_version", "plan_part", "payment", "allocation", "customer"),
    noting=("contracts", "payments"),
    adding=(
        "add_contracts",
        "add_versions",
        "reopen",
        "add_parts",
        "add_payments",
        "add_allocations",
        "set_received",
        "add_customers",
    ),
)
