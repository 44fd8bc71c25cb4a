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


class Shown(NamedTuple):
    """The seller, the buyer, who made the quote, and how it was laid out."""

    company: Company
    customer: Customer
    owner: str
    template: QuoteTemplate


def company_of(settings: Mapping[str, str]) -> Company:
    """Return the company of the settings `company.*`, without its logo."""
    values = {key: settings.get(f"company.{key}", "") for key in Company._fields if key != "logo"}
    return Company()._replace(**values)


def shown_text(shown: Shown) -> str:
    """Return what was shown as text for the database."""
    company = {key: value for key, value in shown.company._asdict().items() if key != "logo"}
    data = {
        "company": {key: value for key, value in company.items() if value},
        "customer": {key: value for key, value in shown.customer._asdict().items() if value},
        "owner": shown.owner,
        "template": {"name": shown.template.name, "source": shown.template.source},
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def shown_of(text: str, now: Shown) -> Shown:
    """Return what was shown, of its text; the logo is that of now."""
    data: dict[str, Any] = json.loads(text)
    template = data.get("template", {})
    read, _mistakes = read_template(template.get("name", ""), template.get("source", ""))
    return Shown(
        Company(logo=now.company.logo)._replace(**_known(Company, data.get("company", {}))),
        Customer("")._replace(**_known(Customer, data.get("customer", {}))),
        data.get("owner") or "",
        read if template and read else now.template,
    )


def _known(cls: type[Company] | type[Customer], values: Mapping[str, str]) -> dict[str, str]:
    return {key: values[key] for key in cls._fields if key in values and key != "logo"}
