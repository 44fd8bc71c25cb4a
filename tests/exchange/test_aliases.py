"""The words of other systems: real header rows, their stages, and how a user adds words."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap

from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.columns import CUSTOM, LEFT_OUT, map_columns

KNOWN: dict[str, dict[str, str]] = {
    "zoho_deals_export": {"Record Id": "external_id", "Deal Name": "name", "Account Name": "customer", "Closing Date": "close_date",
                          "Stage Modified Time": "stage_since", "Reason For Loss": "lost_reason", "Contact Name": "contact"},
    "zoho_leads_export": {"Lead Owner": "owner", "Company": "customer", "First Name": "first_name", "Lead Status": "status", "Tag": "tags"},
    "pipedrive_deals_export": {"Deal - Title": "name", "Deal - Organization": "customer", "Deal - Value": "value", "Deal - Stage": "stage",
                               "Deal - Currency of Value": "currency", "Deal - Deal closed on": "closed_at", "Deal - ID": "external_id"},
    "hubspot_deals_export": {"Record ID": "external_id", "Deal Stage": "stage", "Deal owner": "owner", "Associated Company": "customer"},
    "hubspot_contacts_export": {"Email": "email", "Phone Number": "phone", "Company Name": "customer", "Create Date": "created_at"},
    "salesforce_opportunity_api_csv": {"StageName": "stage", "CloseDate": "close_date", "CreatedDate": "created_at", "LeadSource": "source"},
    "salesforce_opportunity_report_csv": {"Opportunity Owner": "owner", "Opportunity Name": "name", "Account Name": "customer"},
    "wukong11_template_leads": {"线索名称": "name", "手机": "phone", "下次联系时间": "next_due", "线索来源": "source"},
    "wukong11_template_deals": {"商机名称": "name", "客户名称": "customer", "商机金额": "value", "预计成交日期": "expected_close"},
    "yudao_clue_export": {"编号": "external_id", "负责人名字": "owner", "地区名称": "region", "最后跟进时间": "last_contact"},
    "yudao_business_export": {"商机状态": "stage", "结束状态": "status", "商机总金额": "value", "结束时的备注": "lost_reason"},
    "cordys_deal_form": {"商机来源": "source", "意向产品": "product", "结束时间": "close_date", "业务编码": "external_id"},
    "neocrm_opportunity_fields": {"机会名称": "name", "销售金额": "value", "销售阶段": "stage", "结单日期": "close_date", "所有人": "owner"},
    "fxiaoke_opportunity_fields": {"商机名称": "name", "客户": "customer", "阶段变更时间": "stage_since", "预计结单日期": "expected_close"},
}  # fmt: skip


@pytest.fixture(scope="module")
def headers(shared: Path) -> Any:
    return json.loads((shared / "data/headers/csv_headers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("system", KNOWN)
def test_headers_of_other_systems(headers: Any, system: str) -> None:
    header = headers[system].get("header") or list(headers[system]["fields"].values())
    # Upper case, underscores, a mark of what is required, another order: the same headers.
    for written in (
        header,
        [name.upper() for name in header],
        [f"*{name.replace(' ', '_')}" for name in reversed(header)],
    ):
        found = {normalized(fate.header): fate for fate in map_columns(written, {})}
        for name, field in KNOWN[system].items():
            assert found[normalized(name)].field == field, (system, name)
        fields = [
            fate.field for fate in found.values() if not fate.field.startswith((CUSTOM, LEFT_OUT))
        ]
        assert len(fields) == len(set(fields))
        assert all(fate.field != LEFT_OUT for fate in found.values()), "none vanishes"


def test_chinese_header_rows(shared: Path) -> None:
    lines = (shared / "data/headers/zh_crm_headers.txt").read_text(encoding="utf-8").splitlines()
    rows = [
        line.split("\t")[0].split(",")
        for line in lines
        if line.count(",") > 3 and ": " not in line and not line.startswith("#")
    ]
    assert len(rows) > 10
    for row in rows:
        fields = {fate.field for fate in map_columns(row, {})}
        assert fields & {"name", "customer", "contact", "next_due"}, row


def test_a_word_means_one_field() -> None:
    for about in ("lead", "history", "activity"):
        assert {"stage": "stage", "at": "at"}.items() & aliases(
            "headers", about
        ).items() or about == "activity"


def test_weighted_amounts_stand_in_for_nothing(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    file.write_text(
        "Deal Name,Amount,Expected Revenue,Phone,Mobile\nA,,50,,13812345678\nB,100,50,13900001111,13812345678\n"
    )
    salesmap.ok("lead", "import", str(file))
    leads = {lead["name"]: lead for lead in salesmap.json("lead", "list")}
    assert [leads[name]["value"] for name in "AB"] == [None, 100]
    assert [leads[name]["phone"] for name in "AB"] == ["13812345678", "13900001111"]
    assert leads["B"]["fields"] == {"Expected Revenue": "50", "Mobile": "13812345678"}


def test_fields_of_ones_own_are_told_apart(salesmap: Salesmap) -> None:
    (salesmap.home / "f.csv").write_text("external_id,id,name,Size,Size,lead name\n7,1,A,5,6,B\n")
    salesmap.ok("lead", "import", "f.csv")
    assert salesmap.json("lead", "show", "x:7")["fields"] == {
        "id (2)": "1",
        "Size": "5",
        "Size (2)": "6",
        "lead name": "B",
    }


def test_state_and_stage_are_understood_in_either_column(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    file.write_text(
        "商机名称,销售阶段,商机状态,预测金额\n甲,需求确认,进行中,100\n乙,商务谈判,赢单,\n丙,商务谈判,输单,\n",
        encoding="utf-8",
    )
    salesmap.ok("lead", "import", str(file))
    found = {
        lead["name"]: (lead["stage"], lead["status"], lead["value"])
        for lead in salesmap.json("lead", "list", "--status", "all")
    }
    assert found == {
        "甲": ("needs", "open", 100),
        "乙": ("aftersales", "won", None),
        "丙": ("quote", "lost", None),
    }


@pytest.mark.parametrize(
    ("word", "stage"),
    [("Negotiation/Review", "quote"), ("NEEDS_ANALYSIS", "needs"), ("qualifiedtobuy", "lead"), ("Id. Decision Makers", "needs"),
     ("Contract Sent", "contract"), ("验证客户", "lead"), ("方案/报价", "quote"), ("Proposal/Price Quote", "quote"), ("需求确定", "needs")],
)  # fmt: skip
def test_stages_of_other_systems(word: str, stage: str) -> None:
    assert aliases("stages", "six-stage")[normalized(word)] == stage


def test_a_user_adds_words(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    file.write_text("Vorgang,Wert,Phase\nA,5,Erstkontakt\n")
    config = salesmap.home / ".config/salesmap"
    config.mkdir(parents=True)
    (config / "lexicon.toml").write_text(
        '[headers.lead]\nname = ["Vorgang"]\nvalue = ["Wert"]\nstage = ["Phase"]\n[stages.six-stage]\nneeds = ["Erstkontakt"]\n'
    )
    salesmap.ok("lead", "import", str(file))
    (lead,) = salesmap.json("lead", "list")
    assert (lead["name"], lead["value"], lead["stage"]) == ("A", 5, "needs")
    (config / "lexicon.toml").write_text("[headers.lead]\nname = 5\n")
    refused = salesmap.run("lead", "import", str(file))
    assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    assert "headers.lead.name" in refused.err


def test_a_map_is_saved_and_used_again(salesmap: Salesmap) -> None:
    first, second, kept = (salesmap.home / name for name in ("a.csv", "b.csv", "map.toml"))
    first.write_text('Was,Wann,Phase,Preis\nA,04/07/2026,Warm,"1.234,50"\n')
    second.write_text("Phase,Was,Preis,Neu\nKalt,B,9,x\n")
    how = (
        "--map",
        "Was=name,Wann=created,Phase=stage,Preis=value",
        "--stage-map",
        "Warm=needs,Kalt=lead",
        "--date-order",
        "dmy",
    )
    salesmap.ok("lead", "import", str(first), *how, "--save-map", str(kept))
    done = salesmap.ok("lead", "import", str(second), "--use-map", str(kept))
    assert "Wann" in done.err, "what the map names and the file has not is said"
    a, b = salesmap.json("lead", "list", "--sort", "id")
    assert (a["value"], a["created_at"][:10], a["stage"]) == (1234.5, "2026-07-04", "needs")
    assert (b["name"], b["value"], b["stage"], b["fields"]) == ("B", 9, "lead", {"Neu": "x"})
    kept.write_text("colums = {}\n")
    assert salesmap.run("lead", "import", str(second), "--use-map", str(kept)).code == 2


@pytest.mark.parametrize(("words", "statuses"), [
    (("已成交", "跟进中", "无效"), ["won", "open", "dropped"]),
    (("正式客户", "潜在客户", "公海"), ["open", "open", "open"]),
])  # fmt: skip
def test_a_customer_s_status_is_the_lead_s_where_its_words_are(
    salesmap: Salesmap, words: tuple[str, ...], statuses: list[str]
) -> None:
    rows = "".join(f"公司{number},{word}\n" for number, word in enumerate(words))
    (salesmap.home / "f.csv").write_text(f"客户名称,客户状态\n{rows}", encoding="utf-8")
    said = salesmap.ok("lead", "import", "f.csv").err
    found = salesmap.json("lead", "list", "--all", "--sort", "id")
    assert [lead["status"] for lead in found] == statuses
    as_text = [lead["fields"].get("客户状态") for lead in found]
    if statuses[0] == "open":
        assert as_text == list(words) and "'客户状态' is imported as text" in said
    else:
        assert as_text == [None] * 3


@pytest.mark.parametrize(
    "table",
    [
        "Name,Stage,Customer status\nA,needs,成交\nB,quote,won\n",
        "Name,Status,Customer status\nA,open,won\nB,open,won\n",
        "Name,客户状态,跟进状态\nA,成交,成交\nB,成交,成交\n",
        "Name,Customer status\nA,active\nB,inactive\n",
    ],
)
def test_a_customer_s_status_closes_no_lead_of_its_own(salesmap: Salesmap, table: str) -> None:
    """Where the lead's stage or status stands beside it, or not all of its words are known."""
    (salesmap.home / "f.csv").write_text(table, encoding="utf-8")
    salesmap.ok("lead", "import", "f.csv")
    found = salesmap.json("lead", "list", "--all")
    assert [lead["status"] for lead in found] == ["open", "open"]
    assert all(lead["fields"] for lead in found), "kept as a text"


def test_an_email_in_the_column_of_contacts(salesmap: Salesmap) -> None:
    rows = (
        'A,jo@cloudhub.com,\nB,kim@cloudhub.com,sales@cloudhub.com\nC,Lee,\nD,Max@home,\nE,",",\n'
    )
    (salesmap.home / "f.csv").write_text(f"Name,Contact,Email\n{rows}", encoding="utf-8")
    said = salesmap.ok("lead", "import", "f.csv").err
    assert "1 contact is an email address: taken as the contact's email." in said
    found = salesmap.json("lead", "list", "--sort", "id")
    assert [(lead["contact"], lead["email"]) for lead in found] == [
        (None, "jo@cloudhub.com"),
        ("kim@cloudhub.com", "sales@cloudhub.com"),
        ("Lee", None),
        ("Max@home", None),
        (",", None),
    ]
