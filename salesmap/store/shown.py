"""What papers show of the seller and the buyer, as the database has it now."""

from salesmap.domain.papers.logo import from_text
from salesmap.domain.papers.paper import Company, Customer
from salesmap.domain.papers.shown import Shown, company_of
from salesmap.domain.papers.template import QuoteTemplate
from salesmap.store.connection import Connection

_COMPANY = "SELECT key, value FROM setting WHERE key LIKE 'company.%'"
_BUYER = """
SELECT coalesce(c.name, l.name), c.address, k.name, k.phone, k.email, c.tax_no, c.bank, c.account
FROM lead l LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.id = ?
"""


def shown_now(
    connection: Connection, lead_id: int, owner: str | None, template: QuoteTemplate
) -> Shown:
    """Return what a paper of a lead shows; a lead without a customer is the customer itself."""
    company = company_now(connection)
    buyer = connection.execute(_BUYER, (lead_id,)).fetchone()
    return Shown(company, Customer(*(value or "" for value in buyer)), owner or "", template)


def company_now(connection: Connection) -> Company:
    """Return the seller's own data, with the logo."""
    settings = dict(connection.execute(_COMPANY).fetchall())
    return company_of(settings)._replace(logo=from_text(settings.get("company.logo", "")))
