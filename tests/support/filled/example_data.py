"""The database and the files that the examples in the help of commands work on, in both languages."""

import atexit
import json
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from conftest import Salesmap

from support.filled.answered_form import head_of

_WORDS = {
    "en": {
        "leads": ("Harbor Hotel", "Atlas Bikes", "Lakeside Clinic", "Grand Harbor Hotel"),
        "companies": ("Harbor Hotels", "Atlas", "Lakeside Health", "Harbor Hotels"),
        "contact": "Amy Lin",
        "owners": ("ann", "bo"),
        "source": "referral",
        "files": {
            "rates.csv": "currency,day,rate\nUSD,2026-01-01,7.1\n",
            "tickets.csv": "id,customer,subject,status\n7,Pier,Pump leaks,Parked\n8,Pier,No power,open\n",
            "survey.csv": "id,company,date,score\nr1,Atlas,2026-11-20,5\nr2,海天酒店,2026-11-20,5\n",
            "contracts.csv": "number,customer,amount,signed on\nK1,Pier,900,2026-01-05\n",
            "payments.csv": "contract,amount,paid on\n1,900,2026-11-20\n",
            "products.csv": "code,name,price\nDESK,Desk,900\n",
            "leads.csv": "name,company,value\nCopper Books,Copper Ltd,9000\n",
            "history.csv": "deal,when,stage\nHarbor Hotel,2026-11-20,lead\n",
            "activities.csv": "lead,date,text\nHarbor Hotel,2026-11-20,Called about the offer\n",
            "note.md": "Price talks: give nothing without getting something.\n",
        },
        "fair": "fair",
        "cards": "phone.vcf",
        "answers": "answers.json",
        "map": "my-map.toml",
        "folder": "team-data",
    },
    "zh": {
        "leads": ("云帆科技", "海天酒店", "湖畔诊所", "新云帆科技"),
        "companies": ("云帆科技有限公司", "海天酒店", "湖畔健康", "云帆科技有限公司"),
        "contact": "林晓",
        "owners": ("林悦", "王芳"),
        "source": "转介绍",
        "files": {
            "合同.csv": "编号,客户,金额,签订日期\nK1,码头,900,2026-01-05\n",
            "回款.csv": "合同,金额,日期\n1,900,2026-11-20\n",
            "rates.csv": "currency,day,rate\nUSD,2026-01-01,7.1\n",
            "tickets.csv": "id,customer,subject,status\n7,Pier,Pump leaks,Parked\n8,Pier,No power,open\n",
            "survey.csv": "id,company,date,score\nr1,Atlas,2026-11-20,5\nr2,海天酒店,2026-11-20,5\n",
            "contracts.csv": "number,customer,amount,signed on\nK1,Pier,900,2026-01-05\n",
            "payments.csv": "contract,amount,paid on\n1,900,2026-11-20\n",
            "产品.csv": "产品编码,产品名称,单价\nDESK,办公桌,900\n",
            "线索.csv": "名称,公司,金额\n铜书店,铜书店有限公司,9000\n",
            "历史.csv": "线索,时间,阶段\n云帆科技,2026-11-20,lead\n",
            "跟进.csv": "线索,日期,内容\n云帆科技,2026-11-20,电话沟通报价\n",
            "笔记.md": "价格谈判：让步必须有交换。\n",
        },
        "fair": "展会",
        "cards": "手机.vcf",
        "answers": "答案.json",
        "map": "地图.toml",
        "folder": "团队数据",
    },
}
_BEFORE = {("ticket", "resume"): "wait", ("ticket", "reopen"): "resolve"}
"""What must have happened on the ticket before a command."""
_OF_TEAM = ("member", "assign", "handover", "pool", "target")
"""The nouns whose examples are of a database with members."""
_CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mo Park\r\nTEL:+8613700002222\r\nEND:VCARD\r\n"


@cache
def prepared(lang: str) -> Salesmap:
    """Return a database and files that nobody writes, made once."""
    return prepare(_folder(), lang)


def _folder() -> Path:
    folder = tempfile.mkdtemp(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def prepare(home: Path, lang: str) -> Salesmap:
    """Fill a database and write files into its home; two changes can be undone, one redone."""
    words = _WORDS[lang]
    person = Salesmap(home / "example.db", home)
    person.ok("init")
    _require_approval(person)
    person.ok("kb", "add", "Note", "--text", "x", "--stage", "needs")
    for number, (name, company) in enumerate(zip(words["leads"], words["companies"], strict=True)):
        person.ok(
            "lead", "add", name, "--company", company, "--contact", words["contact"],
            "--phone", f"1390000{number // 3}{number:03}", "--value", "48k", "--owner",
            words["owners"][number % 2], "--source", words["source"], "--allow-duplicate",
        )  # fmt: skip
    person.ok("followup", "add", "1", "Call", "--due", "tomorrow")
    person.ok("lead", "advance", "1")
    person.ok("lead", "check", "1", "terms")
    person.ok("lead", "lose", "2", "--reason", "price")
    person.ok("review", "add", "Call lost customers")
    person.ok("target", "set", "500k")
    person.ok("target", "set", "900k", "--period", "2026-Q4")
    person.ok("lead", "edit", "3", "--tag", "hot", SALESMAP_USER="lin")
    person.ok("lead", "edit", "3", "--tag", "cold", SALESMAP_USER="lin")
    person.ok("undo")
    _products(person)
    _quote(person)
    _contract(person)
    person.ok("ticket", "new", "1", "Pump leaks", "--at", "2026-11-20 10:00")
    _marketing(person, words["fair"])
    for name, text in words["files"].items():
        (home / name).write_text(text, encoding="utf-8")
    (home / words["cards"]).write_text(_CARD, encoding="utf-8", newline="")
    answers = {**head_of(person.db, "needs", 1), "answers": {"pain": "slow"}}
    (home / words["answers"]).write_text(json.dumps(answers))
    person.ok("map", "export", words["map"])
    person.ok("attach", "1", words["map"], "--as", "map.toml")
    person.ok("export", "--all", words["folder"])
    person.ok("db", "backup", "backup.db")
    clinic = Salesmap(home / "clinic-example.db", home)
    clinic.ok("init", "--map", "medical-device")
    clinic.ok("lead", "add", words["leads"][0], "--company", words["companies"][0],
              "--pipeline", "hospital", "--phone", "139", "--source", "x", "--set", "customer_type=hospital")  # fmt: skip
    return person


def _products(person: Salesmap) -> None:
    """Add two products, a price for dealers, and a need."""
    person.ok(
        "product", "add", "CT", "Counter", "--price", "1280", "--floor", "1050", "--tax", "13%"
    )
    person.ok("product", "add", "SET", "Setup", "--price", "500")
    person.ok("price", "set", "CT", "1200", "--list", "Dealers")
    person.ok("need", "add", "1", "a quiet screen")


def _quote(person: Salesmap) -> None:
    """Begin three quotes: a draft of two lines, one sent twice, a draft that waits for approval."""
    person.ok("quote", "new", "1", "Setup@2", "--price", "500")
    person.ok("quote", "add", "1", "Training", "--price", "900")
    person.ok("quote", "new", "3", "Service", "--price", "1200", "--send")
    person.ok("quote", "revise", "2", "--why", "price")
    person.ok("quote", "set", "2", "1", "--price", "1100")
    person.ok("quote", "send", "2")
    person.ok("quote", "new", "4", "Rent", "--price", "80")
    person.sql("UPDATE quote_line SET floor_cents = 9000 WHERE name = 'Rent'")
    person.ok("quote", "set", "3", "1", "--qty", "2")
    person.ok("quote", "ask", "3")


def _require_approval(person: Salesmap) -> None:
    """Let the map ask for approval of large contracts."""
    person.ok("map", "export", "map.toml")
    path = person.home / "map.toml"
    rule = '\n[[approval]]\nof = "contract"\nwhen = ["total>200k"]\nrole = "manager"\n'
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    person.ok("map", "apply", "map.toml", "--yes")
    path.unlink()


def _contract(person: Salesmap) -> None:
    """Make four contracts: one signed and partly paid, a draft, a large one, one in approval."""
    plan = "10000 sign, 30000 installation, rest 2027-01-31"
    person.ok("lead", "add", "Pier", "--phone", "13911112222")
    person.ok("contract", "new", "5", "--amount", "50k", "--plan", plan, "--sign")
    person.ok("contract", "milestone", "1", "add", "installation", "--due", "+30d")
    person.ok("payment", "add", "1", "12k")
    person.ok("contract", "new", "3", "--amount", "80k")
    person.ok("contract", "new", "3", "--amount", "300k")
    person.ok("contract", "new", "4", "--amount", "300k")
    person.ok("contract", "submit", "4")


def _marketing(person: Salesmap, fair: str) -> None:
    """Record a rating, save a segment and set what a fair cost."""
    person.ok("rating", "add", "1", "3")
    person.ok("segment", "save", "best", "leads_open>=0")
    person.ok("source", "cost", fair, "9k", "--period", "2026-11")


@cache
def _with_members(person: Salesmap) -> Path:
    """Return the same database with members, made once."""
    folder = _folder()
    team = Salesmap(Path(shutil.copy(person.db, folder)), folder)
    for name in ("ann", "bo", "cho", "lin", "林悦", "王芳"):
        role = "admin" if name == "lin" else "rep"
        team.ok("member", "add", name, "--team", "north", "--role", role)
    return team.db


def copy(person: Salesmap, home: Path, command: tuple[str, ...]) -> None:
    """Put the database and the files back as they were prepared, for a command."""
    for path in home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(person.home, home, dirs_exist_ok=True)
    if command == ("lead", "move"):
        shutil.copy(home / "clinic-example.db", home / "example.db")
    if command[0] in _OF_TEAM and command != ("member", "add"):
        shutil.copy(_with_members(person), home / "example.db")
    if command[0] == "handover":
        person = Salesmap(home / "example.db", home)
        person.ok("lead", "add", "码头", "--owner", "林悦", "--region", "华东")
        person.ok("lead", "add", "Jetty", "--owner", "ann", "--region", "East")
    if command == ("pool", "claim"):
        person = Salesmap(home / "example.db", home)
        person.run("lead", "reopen", "5")
        person.ok("lead", "edit", "5", "--owner", "")
    if before := _BEFORE.get(command):
        Salesmap(home / "example.db", home).ok("ticket", before, "1", "--at", "2026-11-20 11:00")
