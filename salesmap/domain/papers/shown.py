"""What stood on a paper besides its lines, as it was when the paper went out.

Copies, not references: the company may move and the template may change afterwards. The logo alone
is that of today.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from salesmap.domain.papers.paper import Company, Customer
from salesmap.domain.papers.template import QuoteTemplate
from salesmap.domain.papers.template_reader import read_template

_COMPANY = Company._fields[:-1]
"""All but the logo."""


class Shown(NamedTuple):
    """The seller, the buyer, who made the quote, and how it was laid out."""

    company: Company
    customer: Customer
    owner: str
    template: QuoteTemplate


def company_of(settings: Mapping[str, str]) -> Company:
    """Return the company of the settings `company.*`, without its logo."""
    return _company({key: settings.get(f"company.{key}", "") for key in _COMPANY})


def shown_text(shown: Shown) -> str:
    """Return what was shown as text for the database."""
    data = {
        "company": {key: value for key in _COMPANY if (value := getattr(shown.company, key))},
        "customer": {key: value for key, value in shown.customer._asdict().items() if value},
        "owner": shown.owner,
        "template": {"name": shown.template.name, "source": shown.template.source},
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def shown_of(text: str) -> Shown:
    """Return what was shown, of its text; without the logo."""
    data: dict[str, Any] = json.loads(text)
    customer = data.get("customer", {})
    # A template that went out had no mistakes when it did.
    template, _mistakes = read_template(data["template"]["name"], data["template"]["source"])
    assert template is not None
    return Shown(
        _company(data.get("company", {})),
        Customer(*(customer.get(key, "") for key in Customer._fields)),
        data.get("owner") or "",
        template,
    )


def _company(values: Mapping[str, str]) -> Company:
    name, address, tax_no, bank, account, phone, email = (values.get(key, "") for key in _COMPANY)
    return Company(name, address, tax_no, bank, account, phone, email)
