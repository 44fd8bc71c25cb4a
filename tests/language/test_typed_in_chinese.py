"""What is shown in Chinese can be typed, beside the English keys, whichever language is bound."""

import shutil
from pathlib import Path

import pytest
from conftest import Salesmap

from salesmap.core.i18n import key_of
from salesmap.domain.report_names import REPORT_NAMES


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Salesmap:
    """Leads of two owners, open, won, lost and discarded; nobody here writes in it."""
    folder = tmp_path_factory.mktemp("typed")
    person = Salesmap(Path(shutil.copy(blank_database, folder)), folder)
    for name, owner, value in (
        ("云帆科技", "林悦", "80k"),
        ("海天酒店", "王芳", "30k"),
        ("Acme", "ann", "5k"),
        ("Bolt", "bo", "6k"),
    ):
        person.ok(
            "lead",
            "add",
            name,
            "--company",
            name,
            "--owner",
            owner,
            "--value",
            value,
            "--source",
            "展会",
        )
    person.ok("lead", "advance", "1")
    person.ok("lead", "lose", "3", "--reason", "价格")
    person.ok("lead", "drop", "4")
    person.ok("followup", "add", "1", "回访", "--due", "明天")
    return person


LISTS = (
    (["客户~云帆"], ["customer~云帆"]),
    (["金额>5万"], ["value>50000"]),
    (["负责人=王芳"], ["owner=王芳"]),
    (["状态=输单", "--status", "全部"], ["status=lost", "--status", "all"]),
    (["阶段=需求调研与分析"], ["stage=needs"]),
    (["--stage", "需求"], ["--stage", "needs"]),
    (["创建时间>=今天"], ["created_at>=today"]),
    (["线索来源=展会"], ["source=展会"]),
    (["销售流程=标准销售流程"], ["pipeline=six-stage"]),
    *(
        (["--status", word], ["--status", key])
        for word, key in (
            ("进行中", "open"),
            ("赢单", "won"),
            ("输单", "lost"),
            ("无效", "dropped"),
            ("全部", "all"),
        )
    ),
    (["--sort", "金额"], ["--sort", "value"]),
    (["--sort", "-金额"], ["--sort", "-value"]),
    (["--sort", "阶段"], ["--sort", "stage"]),
    (["--fields", "ID,名称,金额,评分"], ["--fields", "id,name,value,score"]),
    (["--fields", "编号,名称"], ["--fields", "id,name"]),
)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("chinese", "english"), LISTS, ids=" ".join)
def test_lists(team: Salesmap, chinese: list[str], english: list[str], lang: str) -> None:
    expected = team.json("lead", "list", *english)
    assert team.json("lead", "list", *chinese, SALESMAP_LANG=lang) == expected


@pytest.mark.parametrize(
    ("chinese", "key"),
    [("赢率", "winrate"), ("赢单率", "winrate"), ("漏斗", "funnel"), ("久未跟进", "quiet"),
     ("销售流程变动", "pipeline-changes"), ("输单原因", "lost-reasons"), ("负责人", "owners")],
)  # fmt: skip
def test_reports(team: Salesmap, chinese: str, key: str) -> None:
    assert team.json("report", chinese) == team.json("report", key)


def test_every_report_has_a_chinese_name(team: Salesmap) -> None:
    refused = team.run("report", "甲", SALESMAP_LANG="zh")
    titles = refused.err.partition("可选")[2].partition("。")[0].replace("、", ",").split(",")
    assert refused.code == 2 and len(titles) == len(REPORT_NAMES)
    for title, name in zip(titles, REPORT_NAMES, strict=True):
        assert team.json("report", title.strip()) == team.json("report", name), title


@pytest.mark.parametrize(
    ("chinese", "key"),
    [("负责人", "owner"), ("线索来源", "source"), ("来源", "source"), ("月份", "month"),
     ("阶段", "stage"), ("销售流程", "pipeline"), ("标签", "tag"), ("季度,负责人", "quarter,owner")],
)  # fmt: skip
def test_dimensions(team: Salesmap, chinese: str, key: str) -> None:
    assert team.json("report", "winrate", "--by", chinese) == team.json(
        "report", "winrate", "--by", key
    )


@pytest.mark.parametrize(
    ("chinese", "key"),
    [("电话", "call"), ("拜访", "visit"), ("微信", "message"), ("消息", "message"),
     ("邮件", "email"), ("会议", "meeting"), ("备注", "note")],
)  # fmt: skip
def test_kinds(salesmap: Salesmap, chinese: str, key: str) -> None:
    salesmap.ok("lead", "add", "甲", "--phone", "13800000001")
    salesmap.ok("log", "1", chinese, "已联系")
    assert salesmap.sql("SELECT kind FROM interaction") == [(key,)]
    made = salesmap.json("followup", "add", "1", "再联系", "--due", "明天", "--kind", chinese)
    assert made["kind"] == key
    assert salesmap.run("log", "1", "传真", "x", SALESMAP_LANG="zh").err.startswith(
        "没有类型“传真”：可选 电话"
    )


def test_other_words(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "甲")
    salesmap.ok("lead", "advance", "1", "报价与谈判")
    assert salesmap.json("lead", "show", "1")["stage"] == "quote"
    assert salesmap.json("diagnose", "--stage", "报价与谈判") == []
    made = salesmap.json("target", "set", "3", "--kind", "赢单数")
    assert made[0]["kind"] == "count"
    assert salesmap.json("dup", "list", "--among", "客户") == []
    assert salesmap.json("followup", "list", "--status", "已完成") == []


def test_an_english_word_costs_no_catalogue() -> None:
    assert key_of("open", ("open", "won")) == "open"
    assert key_of("nonsense", ("open", "won")) == "nonsense"
    assert key_of("不知道", ("open", "won")) == "不知道"


@pytest.mark.parametrize("status", ["In progress", "in progress", "IN_PROGRESS"])
def test_what_is_shown_in_english_can_be_typed(salesmap: Salesmap, status: str) -> None:
    salesmap.ok("lead", "add", "A")
    salesmap.ok("contract", "new", "1", "--amount", "5", "--sign")
    salesmap.ok("payment", "add", "1", "2")
    assert len(salesmap.json("contract", "list", "--status", status)) == 1
