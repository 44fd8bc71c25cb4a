"""Files of contracts, receivables and payments."""

import csv
from pathlib import Path

import pytest
from conftest import Salesmap

COUNTS = ("read", "added", "updated", "skipped", "rejected")
AGED = """countryCode,customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,DaysLate
391,0379-NEVHP,611365,1/2/2013,2/1/2013,55.94,No,1/15/2013,0
406,8976-AMJEO,7900770,1/26/2013,2/25/2013,61.74,Yes,3/3/2013,6
391,2820-XGXSB,9231909,7/3/2013,8/2/2013,65.88,No,7/8/2013,0
770,9322-YCTQO,9888306,2/10/2013,3/12/2013,105.92,No,,0
"""
ERP = """business_code,cust_number,name_customer,clear_date,doc_id,posting_date,due_in_date,invoice_currency,total_open_amount,invoice_id,isOpen
U001,200769623,WAL-MAR corp,2020-02-11 00:00:00,1930438491,2020-01-26,20200210,USD,54273.28,1930438491,0
CA02,140106181,THE corporation,,1930659387,2020-03-30,20200331,CAD,3299.7,1930659387,1
"""
CHINESE = """合同编号,客户名称,合同金额,签订日期,到期日,回款日期,已回款金额,负责人
HT-001,云帆科技,10万,2026-01-05,2026-02-05,2026-02-01,4万,林悦
HT-002,海天酒店,50000,2026-03-01,2026-12-31,,,王芳
"""


def write(person: Salesmap, name: str, text: str) -> str:
    (person.home / name).write_text(text, encoding="utf-8")
    return name


def counts(person: Salesmap, *line: str) -> tuple[int, ...]:
    row = person.json(*line)
    return tuple(row[name] for name in COUNTS)


def test_a_public_file_of_receivables(salesmap: Salesmap) -> None:
    file = write(salesmap, "ar.csv", AGED)
    plan = salesmap.json("contract", "import", file, "--dry-run")
    fields = {each["column"]: each["field"] for each in plan["columns"]}
    assert fields["InvoiceAmount"] == "amount" and fields["SettledDate"] == "paid_on"
    assert salesmap.json("contract", "list") == [], "a rehearsal keeps nothing"
    assert counts(salesmap, "contract", "import", file) == (4, 4, 0, 0, 0)
    assert counts(salesmap, "contract", "import", file) == (4, 0, 0, 4, 0)
    (row,) = salesmap.json("report", "collections")
    assert (row["contracts"], row["amount"], row["received"]) == (4, 289.48, 183.56)
    assert salesmap.json("report", "receivables")[0]["over_90"] == 105.92
    assert salesmap.json("lead", "list", "--status", "all") == []
    assert len(salesmap.json("history")) == 1
    salesmap.ok("db", "check")
    settle = salesmap.json("due")[0]["settle"]
    salesmap.ok(*settle.split()[1:])
    assert salesmap.json("due") == []
    salesmap.ok("undo")
    salesmap.ok("undo")
    assert salesmap.json("contract", "list") == []


def test_payments_below_zero_are_refunds_and_told(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    salesmap.ok("contract", "new", "A", "--amount", "100", "--sign")
    file = write(salesmap, "paid.csv", "contract,amount,date\n1,100,2026-11-02\n1,-30,2026-11-03\n")
    told = "1 payment is below zero: a refund."
    assert told in salesmap.ok("payment", "import", file, "--dry-run").err
    assert told in salesmap.ok("payment", "import", file).err
    assert salesmap.json("contract", "show", "1")["received"] == 70
    assert told not in salesmap.ok("payment", "import", file).err


def test_an_export_of_an_erp(salesmap: Salesmap) -> None:
    file = write(salesmap, "erp.csv", ERP)
    assert counts(salesmap, "contract", "import", file) == (2, 2, 0, 0, 0)
    rows = salesmap.json("contract", "list")
    assert [(row["number"], row["customer"], row["currency"], row["received"]) for row in rows] == [
        ("1930659387", "THE corporation", "CAD", 0),
        ("1930438491", "WAL-MAR corp", "USD", 54273.28),
    ]
    assert [row["currency"] for row in salesmap.json("report", "collections")] == ["CAD", "USD"]
    assert salesmap.json("contract", "show", "1930659387")["plan"][0]["due_on"] == "2020-03-31"


def test_a_contract_signed_here_is_not_rewritten_by_a_file(salesmap: Salesmap) -> None:
    """It is frozen; a payment may come."""
    salesmap.ok("lead", "add", "Harbor", "--value", "1000")
    salesmap.ok("contract", "new", "1", "--plan", "100% 2026-12-01", "--sign")
    head, row = (
        "number,customer,amount,signed on,due on,payment date\n",
        "C-2026-0001,Harbor,{},2026-11-23,{},{}\n",
    )
    update = ("contract", "import", "own.csv", "--on-duplicate", "update")
    for amount, due in (("1001", "2026-12-01"), ("1000", "2026-12-02")):
        write(salesmap, "own.csv", head + row.format(amount, due, ""))
        refused = salesmap.run(*update)
        assert refused.code == 4 and "amend it" in refused.err, refused
    write(salesmap, "own.csv", head + row.format("1000", "2026-12-01", "2026-11-23"))
    assert counts(salesmap, *update) == (1, 0, 1, 0, 0)
    assert salesmap.json("contract", "show", "1")["received"] == 1000


def test_chinese_headers(salesmap: Salesmap) -> None:
    file = write(salesmap, "合同.csv", CHINESE)
    assert counts(salesmap, "contract", "import", file, "--date-order", "ymd") == (2, 2, 0, 0, 0)
    first = salesmap.json("contract", "show", "HT-001")
    assert (first["amount"], first["received"], first["owner"]) == (100_000, 40_000, "林悦")
    assert first["state"] == "in_progress" and first["overdue"] == 60_000
    assert salesmap.json("contract", "show", "海天")["number"] == "HT-002", "by its customer"
    assert salesmap.json("report", "collections", "--owner", "王芳")[0]["amount"] == 50_000
    assert salesmap.json("report", "collections", "--by", "customer")[0]["customer"]


def test_a_later_file_has_another_amount(salesmap: Salesmap) -> None:
    file = write(salesmap, "ar.csv", AGED)
    salesmap.ok("contract", "import", file)
    write(salesmap, "ar.csv", AGED.replace("105.92,No,,0", "205.92,No,,0"))
    update = ("contract", "import", file, "--on-duplicate", "update")
    assert counts(salesmap, *update) == (4, 0, 1, 3, 0)
    contract = salesmap.json("contract", "show", "9888306")
    assert contract["amount"] == 205.92
    part = ("2013-03-12", 205.92)
    assert [(each["due_on"], each["amount"]) for each in contract["plan"]] == [part]


def test_a_later_file_has_another_due_date(salesmap: Salesmap) -> None:
    file = write(salesmap, "ar.csv", AGED)
    salesmap.ok("contract", "import", file)
    before = salesmap.json("contract", "show", "9888306")["plan"]
    write(salesmap, "ar.csv", AGED.replace("3/12/2013", "3/22/2013"))
    update = ("contract", "import", file, "--on-duplicate", "update")
    assert counts(salesmap, *update) == (4, 0, 1, 3, 0)
    after = salesmap.json("contract", "show", "9888306")["plan"]
    assert [each["due_on"] for each in (*before, *after)] == ["2013-03-12", "2013-03-22"]


def test_a_month_later_the_same_file_brings_payments(salesmap: Salesmap) -> None:
    file = write(salesmap, "ar.csv", AGED)
    salesmap.ok("contract", "import", file)
    write(salesmap, "ar.csv", AGED.replace("105.92,No,,0", "105.92,No,4/1/2013,20"))
    update = ("contract", "import", file, "--on-duplicate", "update")
    assert counts(salesmap, *update) == (4, 0, 1, 3, 0)
    assert salesmap.json("contract", "show", "9888306")["state"] == "fulfilled"
    before = len(salesmap.json("history"))
    assert counts(salesmap, *update) == (4, 0, 0, 4, 0)
    assert len(salesmap.json("history")) == before
    assert salesmap.run("contract", "import", file, "--on-duplicate", "error").code == 4
    salesmap.ok("db", "check")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A1,,100,2026-01-01,,,", "no customer"),
        ("A1,Harbor,,2026-01-01,,,", "no amount"),
        ("A1,Harbor,-5,2026-01-01,,,", "above zero"),
        ("A1,Harbor,0,2026-01-01,,,", "above zero"),
        ("A1,Harbor,5.0012,2026-01-01,,,", "5.0012"),
        ("A1,Harbor,5,2027-01-01,,,", "2027-01-01"),
        ("A1,Harbor,5,2026-02-30,,,", "30 February 2026"),
        ("A1,Harbor,$5,2026-01-01,,2026-01-02,€5", "several currencies"),
    ],
)
def test_bad_rows_are_put_aside(salesmap: Salesmap, row: str, reason: str) -> None:
    header = "number,customer,amount,signed on,due on,paid on,paid amount\n"
    file = write(salesmap, "k.csv", f"{header}{row}\nA2,Harbor,7,2026-01-01,,,\n")
    assert counts(salesmap, "contract", "import", file, "--rejects", "bad.csv") == (2, 1, 0, 0, 1)
    with Path(salesmap.home / "bad.csv").open(encoding="utf-8") as bad:
        (rejected,) = csv.DictReader(bad)
    assert reason in rejected["reason"]
    only = write(salesmap, "only.csv", f"{header}{row}\n")
    if "February" not in reason:  # a column without any date is none
        assert salesmap.run("contract", "import", only).code == 4


def test_what_is_twice_in_a_file_is_not_lost_in_silence(salesmap: Salesmap) -> None:
    text = "number,customer,amount,signed on\nA1,X,5,2026-01-01\nA1,X,6,2026-01-01\nA1,X,5,2026-01-01\n"
    answer = salesmap.run("contract", "import", write(salesmap, "k.csv", text), "-f", "json")
    assert "twice" in answer.err
    assert [answer.data[name] for name in COUNTS] == [3, 1, 0, 1, 1]


def test_missing_days_are_told(salesmap: Salesmap) -> None:
    text = "customer,amount,due on,paid amount\nX,100,2026-10-01,40\nY,50,2027-01-31,\n"
    answer = salesmap.run("contract", "import", write(salesmap, "k.csv", text))
    assert "2 contracts have no day of signature" in answer.err
    assert "1 payment has no day" in answer.err
    rows = salesmap.json("contract", "list")
    assert [(row["signed_on"], row["received"]) for row in rows] == [("2026-11-23", 0), ("2026-10-01", 40)]  # fmt: skip


def test_contracts_of_leads(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd", "--phone", "1380000")
    text = "number,lead,amount,signed on\nA1,Harbor,5,2026-01-01\nA2,Nix,6,2026-01-01\n"
    assert counts(salesmap, "contract", "import", write(salesmap, "k.csv", text)) == (2, 1, 0, 0, 1)
    row = salesmap.json("contract", "show", "harbor")
    assert (row["lead_id"], row["customer"]) == (1, "Harbor Ltd")
    assert salesmap.json("lead", "show", "1")["status"] == "open", "an import wins nothing"


def test_imported_numbers_are_not_given_again(salesmap: Salesmap) -> None:
    text = "number,customer,amount,signed on\nC-2026-0001,X,5,2026-01-01\n"
    salesmap.ok("contract", "import", write(salesmap, "k.csv", text))
    salesmap.ok("lead", "add", "Harbor", "--value", "5k")
    assert salesmap.json("contract", "new", "Harbor", "--sign")["number"] == "C-2026-0002"


def test_payments_from_a_file(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd", "--value", "100k")
    salesmap.ok("contract", "new", "1", "--plan", "50% today, 50% 2027-01-31", "--sign")
    text = (
        "contract,customer,amount,paid on,reference,part\n"
        "C-2026-0001,,30000,2026-11-20,T1,\nC-2026-0001,,10000,2026-11-21,T2,2\n"
        ",Harbor Ltd,-5000,2026-11-22,T3,\nnix,,1,2026-11-22,T4,\nC-2026-0001,,1,2026-11-22,T5,7\n"
        "C-2026-0001,,$1,2026-11-22,T6,\nC-2026-0001,,1,2026-12-22,T7,\n"
    )
    file = write(salesmap, "p.csv", text)
    rehearsed = salesmap.json("payment", "import", file, "--dry-run")
    assert (rehearsed["added"], rehearsed["rejected"]) == (3, 4)
    assert counts(salesmap, "payment", "import", file) == (7, 3, 0, 0, 4)
    assert counts(salesmap, "payment", "import", file) == (7, 0, 0, 3, 4)
    plan = salesmap.json("contract", "show", "1")["plan"]
    assert [part["received"] for part in plan] == [30_000, 5_000]
    rows = salesmap.json("payment", "list")
    assert [row["reference"] for row in rows] == ["T3", "T2", "T1"]
    salesmap.ok("db", "check")


def test_the_past_shows_imported_money_by_its_own_days(salesmap: Salesmap) -> None:
    salesmap.ok("contract", "import", write(salesmap, "ar.csv", AGED))
    write(salesmap, "p.csv", "contract,amount,paid on\n9888306,100,2013-03-20\n")
    salesmap.ok("payment", "import", "p.csv")

    def then(day: str) -> tuple[float, ...]:
        (row,) = salesmap.json("--as-of", day, "report", "collections")
        return row["contracts"], row["received"], row["due"], row["overdue"]

    assert then("2013-01-01") == (0, 0, 0, 0)
    assert then("2013-01-14") == (1, 0, 0, 0)
    assert then("2013-01-15") == (1, 55.94, 0, 0)
    assert then("2013-02-26") == (3, 55.94, 117.68, 61.74)
    assert then("2013-03-03") == (3, 117.68, 117.68, 0)
    assert then("2013-03-19") == (3, 117.68, 223.6, 105.92)
    assert then("2013-03-20") == (3, 217.68, 223.6, 5.92)
    (row,) = salesmap.json("--as-of", "2013-03-15", "due")
    assert (row["kind"], row["days_overdue"]) == ("payment", 3)
    detail = salesmap.json("--as-of", "2013-02-26", "contract", "show", "7900770")
    assert (detail["state"], detail["plan"][0]["state"], detail["payments"]) == ("signed", "overdue", [])  # fmt: skip
    assert salesmap.json("--as-of", "2013-02-26", "customer", "list")[0]["name"]


def test_our_own_lists_come_back_without_doubling(salesmap: Salesmap) -> None:
    """Drafts have no number, and payments no reference: their ids say which they are."""
    salesmap.ok("lead", "add", "A", "--company", "A Ltd")
    salesmap.ok("contract", "new", "1", "--amount", "100", "--sign")
    salesmap.ok("contract", "new", "1", "--amount", "70", "--plan", "50% sign, rest eoy")
    for line in (("1", "60"), ("2", "5")):
        salesmap.ok("payment", "add", *line)
    for noun in ("contract", "payment"):
        file = write(salesmap, f"{noun}.csv", salesmap.ok(noun, "list", "-f", "csv").out)
        assert counts(salesmap, noun, "import", file) == (2, 0, 0, 2, 0), noun
    update = ("contract", "import", "contract.csv", "--on-duplicate", "update")
    assert counts(salesmap, *update) == (2, 0, 0, 2, 0)


def test_a_refund_may_stand_before_its_payment(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    salesmap.ok("contract", "new", "A", "--amount", "100", "--sign")
    file = write(salesmap, "paid.csv", "contract,amount,date\n1,-30,2026-11-03\n1,80,2026-11-02\n")
    assert salesmap.json("payment", "import", file, "--dry-run")["added"] == 2
    assert counts(salesmap, "payment", "import", file) == (2, 2, 0, 0, 0)
    assert salesmap.json("contract", "show", "1")["received"] == 50


def test_what_a_row_leaves_out_is_told(salesmap: Salesmap) -> None:
    """Numbers of a column with gaps have `.0` behind them; the whole is paid unless told."""
    file = write(
        salesmap,
        "gaps.csv",
        "合同号,客户,合同总价,签署时间,回款计划日期,实际回款日期,实际回款金额\n"
        "H1,甲,100,20260105.0,20260210.0,20260211.0,30\nH2,乙,100,20260105.0,,20260211.0,\n",
    )
    assert "1 payment has a day and no amount" in salesmap.ok("contract", "import", file).err
    rows = salesmap.json("contract", "list")
    assert [(row["signed_on"], row["received"]) for row in rows] == [
        ("2026-01-05", 100), ("2026-01-05", 30)]  # fmt: skip
    assert salesmap.json("contract", "show", "H1")["plan"][0]["due_on"] == "2026-02-10"


def test_what_claims_nothing_is_no_signed_contract(salesmap: Salesmap) -> None:
    file = write(
        salesmap,
        "states.csv",
        "合同号,客户,金额,签订日期,状态\nH1,甲,100,2026-01-05,履行中\nH2,乙,100,2026-01-05,已作废\n"
        "H3,丙,100,2026-01-05,草稿\nH4,丁,100,2026-01-05,Open\n",
    )
    answer = salesmap.ok("contract", "import", file, "--format", "json")
    assert (answer.data["added"], answer.data["rejected"]) == (2, 2)
    assert "a contract that is void" in answer.err and "a contract that is draft" in answer.err
    assert {row["number"] for row in salesmap.json("contract", "list")} == {"H1", "H4"}
    changed = (salesmap.home / file).read_text(encoding="utf-8").replace("履行中", "已终止")
    write(salesmap, file, changed)
    update = salesmap.run("contract", "import", file, "--on-duplicate", "update")
    assert "contract 1 is terminated in the file" in update.err


def test_what_was_guessed_of_payments_is_told(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    salesmap.ok("contract", "new", "A", "--amount", "100", "--sign")
    row = "{},2026-11-02,10,R1\n"
    head = "contract,date,amount,reference\n"
    file = write(salesmap, "twice.csv", head + row.format("C-2026-0001") * 2)
    told = salesmap.ok("payment", "import", file).err
    assert "1 row is there twice" in told and "by the id" not in told
    file = write(salesmap, "ids.csv", head + row.format("1"))
    told = salesmap.ok("payment", "import", file).err
    assert "by the id" in told and "twice" not in told
