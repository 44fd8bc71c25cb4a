"""What a file of leads says of customers, so that printed papers can tell it."""

import pytest
from conftest import Salesmap

ENGLISH = """name,company,billing address,VAT number,bank name,IBAN
A,Harbor Ltd,1 Quay,DE1,First,AA11
B,Harbor Ltd,,,,
C,,2 Quay,,,
"""
CHINESE = """名称,客户名称,公司地址,统一社会信用代码,开户行,银行账号
甲,云帆科技,西湖路 1 号,91330100,工商银行,6222
"""
DETAILS = ("address", "tax_no", "bank", "account")


def write(person: Salesmap, text: str) -> str:
    (person.home / "in.csv").write_text(text, encoding="utf-8")
    return "in.csv"


def details(person: Salesmap, customer: str) -> tuple[str | None, ...]:
    row = person.json("customer", "show", customer)
    return tuple(row[name] for name in DETAILS)


@pytest.mark.parametrize(
    ("text", "customer", "expected"),
    [
        (ENGLISH, "Harbor Ltd", ("1 Quay", "DE1", "First", "AA11")),
        (CHINESE, "云帆科技", ("西湖路 1 号", "91330100", "工商银行", "6222")),
    ],
)
def test_details_of_new_customers(
    salesmap: Salesmap, text: str, customer: str, expected: tuple[str, ...]
) -> None:
    file = write(salesmap, text)
    columns = salesmap.json("lead", "import", file, "--dry-run")["columns"]
    assert {"address", "tax_no", "bank", "bank_account"} <= {each["field"] for each in columns}
    salesmap.ok("lead", "import", file)
    assert details(salesmap, customer) == expected


def test_without_a_customer_they_are_the_leads(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "import", write(salesmap, ENGLISH))
    assert salesmap.json("lead", "show", "C")["fields"] == {"address": "2 Quay"}


def test_what_is_known_is_replaced_by_an_update_only(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Old", "--company", "Harbor Ltd")
    salesmap.ok("customer", "edit", "1", "--address", "3 Quay")
    file = write(salesmap, "id,name,company,address,tax id\n1,A,Harbor Ltd,1 Quay,DE1\n")
    told = salesmap.ok("lead", "import", file).err
    assert "1 detail of a customer is another than known" in told
    assert details(salesmap, "1") == ("3 Quay", "DE1", None, None)
    again = salesmap.json("lead", "import", file, "--on-duplicate", "update")
    assert (again["updated"], again["skipped"]) == (1, 0)
    assert details(salesmap, "1") == ("1 Quay", "DE1", None, None)
    again = salesmap.json("lead", "import", file, "--on-duplicate", "update")
    assert (again["updated"], again["skipped"]) == (0, 1)
    salesmap.ok("undo")
    assert details(salesmap, "1") == ("3 Quay", "DE1", None, None)


def test_details_beside_contacts(salesmap: Salesmap) -> None:
    text = "name,company,tax id,公司地址,开户行,账号,address\nAnn,Harbor Ltd,DE1,1 Quay,First,AA11,Home 5\n"
    file = write(salesmap, text)
    salesmap.ok("contact", "import", file)
    assert details(salesmap, "1") == ("1 Quay", "DE1", "First", "AA11")
    assert salesmap.json("contact", "show", "1")["fields"] == {"address": "Home 5"}
    other = write(salesmap, text.replace("DE1", "DE2"))
    assert "1 detail of a customer is another" in salesmap.ok("contact", "import", other).err
    salesmap.ok("customer", "edit", "1", "--bank", "")
    again = salesmap.json("contact", "import", file)
    assert (again["updated"], again["skipped"]) == (1, 0)
