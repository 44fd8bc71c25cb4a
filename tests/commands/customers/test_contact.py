"""Contacts from phones and to phones: vCards as they are really written."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap, assert_refused, examples
from hypothesis import given, settings
from hypothesis import strategies as st

from salesmap.exchange.exporters.vcard_export import Card, cards
from salesmap.exchange.importers.vcard_import import read_cards
from salesmap.exchange.tabular.rejects import Rejected

ANDROID = """BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=99=88;=E6=B6=9B;;;\r
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E9=99=88=E6=B6=9B\r
TEL;HOME:021 5555 1234\r
TEL;CELL;PREF:138-0000-0001\r
EMAIL;HOME:chen@donghai.example\r
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E4=B8=9C=E6=B5=B7=E5=86=B7=E9=93=BE=E7=89=A9=E6=B5=81=\r
=E6=9C=89=E9=99=90=E5=85=AC=E5=8F=B8\r
NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=AC=AC=E4=B8=80=E8=A1=8C=0D=0A=E7=AC=AC=E4=BA=8C=E8=A1=8C\r
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkS\r
 Ew8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJ\r
 CQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIy\r
\r
END:VCARD\r
"""
IPHONE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 17.0//EN
N:Hill;Grace;M.;Dr.;
FN:Dr. Grace M. Hill
ORG:Harbor Foods Ltd;Purchasing;
TITLE:Head of Purchasing
EMAIL;type=INTERNET;type=WORK;type=pref:grace@harbor.example
item1.EMAIL;type=INTERNET:grace.private@mail.example
item1.X-ABLabel:_$!<Other>!$_
TEL;type=WORK;type=VOICE:+44 20 7946 0123
TEL;type=CELL;type=VOICE;type=pref:+44 7700 900123
item2.ADR;type=WORK;type=pref:;;12 Quay Street\\, Pier 4;Hull;;HU1 1AA;United Kingdom
item2.X-ABADR:gb
item3.URL;type=pref:https://harbor.example
item3.X-ABLabel:_$!<HomePage>!$_
BDAY:1980-02-29
NOTE:Met at the fair\\; likes short mails. A long note that an iPhone folds at seventy-fiv
 e octets\\, of course.
X-SOCIALPROFILE;type=wechat:x-apple:grace_hill
UID:1234-ABCD
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:周;敏;;;
ORG:杭州云帆电子;
TEL;type=CELL:13900000002
END:VCARD
"""
V4 = """BEGIN:VCARD
VERSION:4.0
FN:Eva Braun-Meier
N:Braun-Meier;Eva;;;
ORG:Granite Tools GmbH
TEL;VALUE=uri;PREF=1;TYPE="voice,cell":tel:+49-170-1234567
EMAIL;PREF=1:eva@granite.example
IMPP:wechat:eva_bm
UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1
END:VCARD
"""
NOKIA = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=GBK:吴;昊\r\nTEL;WORK;VOICE:0512-66668888\r\nTITLE;CHARSET=GBK:采购经理\r\nEND:VCARD\r\n"


def read(tmp_path: Path, text: str | bytes, encoding: str = "utf-8") -> list[Any]:
    path = tmp_path / "cards.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return list(read_cards(path))


def test_android(tmp_path: Path) -> None:
    (card,) = read(tmp_path, ANDROID)
    assert (card.name, card.customer, card.phone, card.email) == (
        "陈涛",
        "东海冷链物流有限公司",
        "138-0000-0001",
        "chen@donghai.example",
    )
    assert card.fields == {"phone home": "021 5555 1234", "note": "第一行\n第二行"}


def test_iphone(tmp_path: Path) -> None:
    grace, zhou = read(tmp_path, IPHONE)
    assert (grace.name, grace.customer, grace.title, grace.external_id) == (
        "Dr. Grace M. Hill",
        "Harbor Foods Ltd",
        "Head of Purchasing",
        "1234-ABCD",
    )
    assert (grace.phone, grace.email, grace.wechat) == (
        "+44 7700 900123",
        "grace@harbor.example",
        "grace_hill",
    )
    assert grace.fields["phone work"] == "+44 20 7946 0123"
    assert (
        "grace.private@mail.example" in grace.fields.values()
        and grace.fields["department"] == "Purchasing"
    )
    assert grace.fields["address"] == "12 Quay Street, Pier 4, Hull, HU1 1AA, United Kingdom"
    assert (
        grace.fields["note"].endswith("folds at seventy-five octets, of course.")
        and grace.fields["birthday"] == "1980-02-29"
    )
    assert (zhou.name, zhou.customer, zhou.phone) == ("周敏", "杭州云帆电子", "13900000002")


def test_version_4(tmp_path: Path) -> None:
    (card,) = read(tmp_path, V4)
    assert (card.name, card.phone, card.email, card.wechat) == (
        "Eva Braun-Meier",
        "+49-170-1234567",
        "eva@granite.example",
        "eva_bm",
    )
    assert card.external_id.endswith("36c3e1eff6b1")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_old_phones(tmp_path: Path, encoding: str) -> None:
    (card,) = read(tmp_path, NOKIA, encoding)
    assert (card.name, card.phone, card.title) == ("吴昊", "0512-66668888", "采购经理")


def test_outlook_in_gbk_without_a_word_about_it(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=zh-cn:陈;涛\r\nFN:陈涛\r\nTEL;WORK;VOICE:(021) 5555-1234\r\nADR;WORK;PREF:;;中山路1号;上海;;200000;中国\r\n"
        'NOTE;ENCODING=QUOTED-PRINTABLE:=D6=D0=C9=BD=C2=B7=0D=0A=\r\n=C9=CF=BA=A3\r\nX-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="x"/>\r\n'
        "PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQ\r\n AAAA\r\n\r\nEMAIL;PREF;INTERNET:chen@x.example\r\nEND:VCARD\r\n"
    )
    (card,) = read(tmp_path, text, "gb18030")
    assert (card.name, card.phone, card.email) == ("陈涛", "(021) 5555-1234", "chen@x.example")
    assert card.fields == {"address": "中山路1号, 上海, 200000, 中国", "note": "中山路\n上海"}


def test_broken_cards(tmp_path: Path) -> None:
    text = "begin:vcard\nversion:3.0\nfn:Ann\nend:vcard\nBEGIN:VCARD\nVERSION:3.0\nEND:VCARD\nBEGIN:VCARD\nVERSION:2.1\nN:Lost;\nBEGIN:VCARD\nVERSION:3.0\nFN:Bob\n"
    found = read(tmp_path, text)
    assert [
        card.name if not isinstance(card, Rejected) else card.record.line for card in found
    ] == ["Ann", 5, "Lost", "Bob"]


def test_import_export(salesmap: Salesmap, tmp_path: Path) -> None:
    file = tmp_path / "phone.vcf"
    file.write_text(
        ANDROID + IPHONE + V4 + "BEGIN:VCARD\nEND:VCARD\n", encoding="utf-8", newline=""
    )
    done = salesmap.run("contact", "import", str(file), "--format", "json")
    assert done.data == {"read": 5, "added": 4, "updated": 0, "skipped": 0, "rejected": 1}
    assert "line" in done.err
    assert salesmap.json("contact", "import", str(file))["skipped"] == 4
    assert len(salesmap.json("history")) == 1
    (grace,) = salesmap.json("contact", "list", "--search", "harbor")
    assert grace["phone"] == "+44 7700 900123" and grace["fields"]["department"] == "Purchasing"
    more = tmp_path / "more.vcf"
    more.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:周敏\nORG:杭州云帆电子\nTEL:139 0000 0002\nEMAIL:zhou@yunfan.example\nEND:VCARD\n",
        encoding="utf-8",
    )
    assert salesmap.json("contact", "import", str(more))["updated"] == 1, (
        "what was unknown is filled in"
    )
    for version in ("3.0", "4.0"):
        out = tmp_path / f"out-{version}.vcf"
        salesmap.ok("contact", "export", "--card-version", version, "--output", str(out))
        other = Salesmap(tmp_path / f"{version}.db", salesmap.home)
        other.ok("contact", "import", str(out))
        ours, theirs = (database.json("contact", "list") for database in (salesmap, other))
        for field in ("name", "customer", "email", "wechat", "title"):
            assert [row[field] for row in ours] == [row[field] for row in theirs], (version, field)
        assert other.sql("SELECT phone_key FROM contact ORDER BY name_key") == salesmap.sql(
            "SELECT phone_key FROM contact ORDER BY name_key"
        )
    salesmap.ok("undo")
    salesmap.ok("undo")
    assert salesmap.json("contact", "list") == []


def test_files_without_cards(salesmap: Salesmap, tmp_path: Path) -> None:
    (tmp_path / "no.vcf").write_text("name,phone\nA,1\n")
    for path in (tmp_path / "no.vcf", tmp_path / "nowhere.vcf", tmp_path):
        refused = salesmap.run("contact", "import", str(path))
        assert (refused.code, len(refused.err.splitlines())) == (2, 1)
    assert "contact import" in salesmap.run("lead", "import", str(write(tmp_path, V4))).err


def write(folder: Path, text: str) -> Path:
    (folder / "x.vcf").write_text(text, encoding="utf-8")
    return folder / "x.vcf"


TEXT = (
    st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=examples(60))
@given(TEXT, TEXT, st.sampled_from(["3.0", "4.0"]))
def test_any_name_comes_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, company: str, version: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.vcf"
    path.write_bytes(
        cards(
            [
                Card(
                    1,
                    name,
                    company,
                    "+8613800000001",
                    "a@b.example",
                    None,
                    None,
                    None,
                    {"note": company},
                )
            ],
            version,
            "book",
        )
    )
    (found,) = read_cards(path)
    assert (found.name, found.customer, found.phone, found.fields["note"]) == (
        name,
        company,
        "+8613800000001",
        company,
    )
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))


@pytest.mark.skipif(not shutil.which("khard"), reason="khard is not on this machine")
def test_khard_reads_them(salesmap: Salesmap, tmp_path: Path) -> None:
    salesmap.ok(
        "lead",
        "add",
        "A",
        "--company",
        "东海冷链",
        "--contact",
        "陈涛",
        "--phone",
        "13800000001",
        "--email",
        "chen@donghai.example",
    )
    database = tmp_path / "book"
    database.mkdir()
    salesmap.ok("contact", "export", "--output", str(database / "one.vcf"))
    config = tmp_path / "khard.conf"
    config.write_text(
        f"[addressbooks]\n[[mine]]\npath = {database}\n[general]\ndefault_action = list\n"
    )
    done = subprocess.run(
        ["khard", "-c", str(config), "list", "--parsable"],
        capture_output=True,
        text=True,
        env=salesmap.environment(LANG="C.UTF-8"),
        check=False,
    )
    assert "陈涛" in done.stdout, done


class TestSheets:
    """`contact import` of CSV files and workbooks, with the options of every import."""

    TEXT = "First Name,Last Name,Company,Email,Phone Number,Job Title,City\nAnn,Reed,Acme,ann@x.com,13900001111,CEO,Bonn\n,,Acme,,,,\nBob,,Bolt,bob@x.com,,,\n"

    def test_comes_in_once(self, salesmap: Salesmap) -> None:
        (salesmap.home / "c.csv").write_text(self.TEXT)
        before = salesmap.db.read_bytes()
        shown = salesmap.json("contact", "import", "c.csv", "--dry-run")
        assert (shown["added"], shown["rejected"], salesmap.db.read_bytes() == before) == (
            2,
            1,
            True,
        )
        tally = salesmap.json("contact", "import", "c.csv")
        assert tally == {"read": 3, "added": 2, "updated": 0, "skipped": 0, "rejected": 1}
        assert salesmap.sql("SELECT name, title, fields FROM contact") == [
            ("Ann Reed", "CEO", '{"City": "Bonn"}'),
            ("Bob", None, "{}"),
        ]
        assert salesmap.json("contact", "import", "c.csv")["skipped"] == 2

    def test_by_a_key(self, salesmap: Salesmap) -> None:
        (salesmap.home / "c.csv").write_text(self.TEXT)
        salesmap.ok("contact", "import", "c.csv")
        (salesmap.home / "d.csv").write_text("email,mobile\nBOB@x.com,13900002222\n")
        assert salesmap.json("contact", "import", "d.csv", "--key", "email")["updated"] == 1
        assert salesmap.sql("SELECT name, phone FROM contact WHERE phone = '13900002222'") == [
            ("Bob", "13900002222")
        ]
        assert salesmap.run("contact", "import", "d.csv", "--key", "nix").code == 2

    def test_details_of_the_customer(self, salesmap: Salesmap) -> None:
        """Those that are known stay, and another one in the file is told."""
        salesmap.ok("customer", "add", "Acme", "--address", "1 Old Road")
        (salesmap.home / "c.csv").write_text(
            "name,company,email,company address,tax no\nAnn,Acme,ann@x.com,2 New Road,T-1\n"
        )
        assert (
            "is another than known: it is left out" in salesmap.ok("contact", "import", "c.csv").err
        )
        assert salesmap.sql("SELECT address, tax_no FROM customer") == [("1 Old Road", "T-1")]
        again = salesmap.json("contact", "import", "c.csv")
        assert (again["updated"], again["skipped"]) == (0, 1)

    def test_none_landed(self, salesmap: Salesmap) -> None:
        (salesmap.home / "c.csv").write_text("name,phone,company\n,,Acme\n")
        assert salesmap.run("contact", "import", "c.csv").code == 4

    def test_standard_input(self, salesmap: Salesmap) -> None:
        assert (
            salesmap.run("contact", "import", "-", stdin="name,phone\nDee,13900004444\n").code == 0
        )
        card = "BEGIN:VCARD\nVERSION:3.0\nFN:Cy\nTEL:13900003333\nEND:VCARD\n"
        assert salesmap.run("contact", "import", "-", stdin=card).code == 0
        assert salesmap.sql("SELECT name FROM contact ORDER BY id") == [("Dee",), ("Cy",)]


def test_a_role_in_the_deal(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Harbor", "--contact", "Ann", "--phone", "13900001111")
    salesmap.ok("contact", "add", "Bo", "--lead", "harbor", "--role", "technical buyer")
    salesmap.ok("contact", "edit", "Ann", "--lead", "1", "--role", "decision maker")
    people = salesmap.json("lead", "show", "1")["contacts"]
    assert [(each["name"], each["role"]) for each in people] == [
        ("Bo", "technical buyer"), ("Ann", "decision maker")]  # fmt: skip
    assert salesmap.json("contact", "show", "Bo")["leads"][0]["role"] == "technical buyer"
    assert "decision maker" in salesmap.ok("lead", "show", "1").out
    salesmap.ok("undo")
    assert [each["name"] for each in salesmap.json("lead", "show", "1")["contacts"]] == ["Bo"]
    salesmap.ok("contact", "edit", "Bo", "--lead", "1", "--role", "")
    assert salesmap.json("lead", "show", "1")["contacts"] == []
    for line in (("--role", "x"), ("--lead", "1")):
        assert salesmap.run("contact", "edit", "Bo", *line).code == 2
    salesmap.ok("contact", "edit", "Bo", "--lead", "1", "--role", "user")
    salesmap.ok("contact", "forget", "Bo", "--yes")
    assert salesmap.json("lead", "show", "1")["contacts"] == []


def test_several_numbers_in_one_text_are_several(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead", "add", "Harbor", "--contact", "Ann",
        "--phone", "13900001111/13900002222", "--email", "ann@harbor.com; office@harbor.com",
    )  # fmt: skip
    ann = salesmap.json("contact", "show", "Ann")
    assert (ann["phone"], ann["email"]) == ("13900001111", "ann@harbor.com")
    assert ann["fields"] == {"phone 2": "13900002222", "email 2": "office@harbor.com"}
    salesmap.ok("contact", "edit", "Ann", "--phone", "13900002222、13900003333")
    assert salesmap.json("contact", "show", "Ann")["fields"]["phone 3"] == "13900003333"
    assert_refused(
        salesmap.run("lead", "add", "X", "--phone", "13900009999 13900001111"), 4, "phone"
    )
    assert_refused(
        salesmap.run("lead", "add", "X", "--email", "x@y.com,ann@harbor.com"), 4, "e-mail"
    )
    salesmap.ok("lead", "edit", "1", "--phone", "13900004444;13900001111")
    ann = salesmap.json("contact", "show", "Ann")
    assert ann["phone"] == "13900004444"
    assert list(ann["fields"].values()).count("13900001111") == 1, "what was preferred is kept"


def test_several_numbers_in_a_cell(salesmap: Salesmap) -> None:
    rows = [
        "Name,Contact,Phone,Email",
        "A,Ann,13900001111/13900002222,a@x.com b@x.com",
        "B,Bo,010-12345678/79,b@y.com",
        "C,Cy,13900003333 / home,c@y.com",
    ]
    (salesmap.home / "f.csv").write_text("\n".join(rows), encoding="utf-8")
    said = salesmap.ok("lead", "import", "f.csv").err
    assert "1 row has several phones or emails in one cell: the first is" in said
    phones = [row["phone"] for row in salesmap.json("contact", "list")]
    assert phones == ["13900001111", "010-12345678/79", "13900003333 / home"]
    assert salesmap.json("contact", "show", "Ann")["fields"] == {
        "phone 2": "13900002222", "email 2": "b@x.com",
    }  # fmt: skip
    same = salesmap.ok("lead", "import", "f.csv", "--on-duplicate", "update", "--key", "name")  # fmt: skip
    assert same.out.splitlines()[1].split() == ["3", "0", "0", "3", "0"], "nothing new"
    (salesmap.home / "g.csv").write_text(
        "Name,Phone,phone 2\nAnn,13900001111;13900005555,13900006666\n", encoding="utf-8"
    )
    said = salesmap.ok("contact", "import", "g.csv", "--key", "name").err
    assert "1 row has several" in said
    found = salesmap.json("contact", "show", "Ann")["fields"]
    assert {"13900002222", "13900006666"} <= set(found.values()), found


def test_a_known_contact_gets_the_further_numbers_of_each_door(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead", "add", "L0", "--contact", "Jo", "--company", "Harbor", "--phone", "13800138000"
    )
    (salesmap.home / "c.csv").write_text(
        "Name,Company,Phone\nJo,Harbor,13800138000/13999999999\n", encoding="utf-8"
    )
    salesmap.ok("contact", "import", "c.csv")
    (salesmap.home / "l.csv").write_text(
        "Name,Company,Contact,Phone\nL1,Harbor,Jo,13800138000/13700137000\n", encoding="utf-8"
    )
    salesmap.ok("lead", "import", "l.csv")
    salesmap.ok("lead", "add", "L2", "--company", "Harbor", "--contact", "Jo",
                "--phone", "13800138000/13666666666", "--allow-duplicate")  # fmt: skip
    (jo,) = salesmap.json("contact", "list")
    assert jo["phone"] == "13800138000"
    assert set(jo["fields"].values()) == {"13999999999", "13700137000", "13666666666"}
    salesmap.ok("contact", "import", "c.csv")
    assert salesmap.json("contact", "list") == [jo], "nothing twice"
    salesmap.ok("lead", "edit", "1", "--phone", "13700137000")
    (jo,) = salesmap.json("contact", "list")
    assert jo["phone"] == "13700137000"
    assert "13700137000" not in jo["fields"].values(), "the preferred one is no further one"


def test_a_known_contact_is_found_by_further_numbers_of_a_file(salesmap: Salesmap) -> None:
    """They count as a change of the contact, but not those that were known."""
    salesmap.ok("lead", "add", "L0", "--contact", "Jo", "--company", "Harbor", "--phone", "5550")
    (salesmap.home / "l.csv").write_text(
        "id,name,company,contact,phone,further_phones\nA,L1,Harbor,Jo,5550,13700137000\n"
    )
    salesmap.ok("lead", "import", "l.csv")
    assert salesmap.sql("SELECT count(*), max(version) FROM contact") == [(1, 2)]
    assert salesmap.json("contact", "show", "13700137000")["name"] == "Jo"
    more = "id,name,company,contact,phone,further_phones\nA,L1,Harbor,Jo,5550,{}\n"
    for phones, version in (("13700137000", 2), ("13700137000; 13800138000", 3)):
        (salesmap.home / "m.csv").write_text(more.format(phones))
        salesmap.ok("lead", "import", "m.csv", "--on-duplicate", "update")
        assert salesmap.sql("SELECT version FROM contact") == [(version,)]
    assert salesmap.json("contact", "show", "13800138000")["name"] == "Jo"


def test_a_merge_keeps_every_number_once(salesmap: Salesmap) -> None:
    for name, phones in (
        ("Jo", ("13800138000", "13900139000")), ("Joe", ("13900139000", "13500135000")),
    ):  # fmt: skip
        given = [word for phone in phones for word in ("--phone", phone)]
        salesmap.ok("contact", "add", name, "--customer", "Harbor", "--email", f"{name}@h.cn", "--email", f"{name}2@h.cn", *given)  # fmt: skip
    salesmap.ok("dup", "merge", "contact:1", "contact:2", "--yes")
    (jo,) = salesmap.json("contact", "list")
    numbers = [jo["phone"], jo["email"], *jo["fields"].values()]
    assert {"13800138000", "13900139000", "13500135000"} <= set(numbers)
    assert {"Jo@h.cn", "Jo2@h.cn", "Joe@h.cn", "Joe2@h.cn"} <= set(numbers)
    assert numbers.count("13900139000") == 1


def test_several_numbers_in_a_line_of_a_card(salesmap: Salesmap) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mo\r\nTEL;TYPE=work:13812345678/13912345678\r\nTEL;TYPE=cell:13912345678\r\nEND:VCARD\r\n"
    (salesmap.home / "mo.vcf").write_text(card, encoding="utf-8", newline="")
    salesmap.ok("contact", "import", "mo.vcf")
    (mo,) = salesmap.json("contact", "list")
    numbers = [mo["phone"], *mo["fields"].values()]
    assert sorted(numbers) == ["13812345678", "13912345678"]


def test_an_edit_of_a_lead_tells_further_numbers(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--contact", "Al", "--phone", "13800138000")
    added = salesmap.ok("lead", "edit", "1", "--phone", "13800138000, 13900139000").out
    assert "further phones – → 13900139000" in added
    assert (
        "is unchanged"
        in salesmap.ok("lead", "edit", "1", "--phone", "13800138000, 13900139000").out
    )
    changed = salesmap.ok(
        "lead", "edit", "1", "--phone", "13900139000", "--email", "a@x.com; b@x.com"
    ).out
    assert "phone 13800138000 → 13900139000" in changed
    assert "further phones 13900139000 → –" in changed and "further emails – → b@x.com" in changed
    assert "further_phones" not in salesmap.json("lead", "edit", "1", "--phone", "13800138000")


def test_further_numbers_have_the_headings_of_the_language(salesmap: Salesmap) -> None:
    salesmap.ok("contact", "add", "Ann", "--phone", "13800138000", "--phone", "13900139000")
    assert "phone 2" in salesmap.ok("contact", "show", "Ann").out
    chinese = salesmap.ok("contact", "show", "Ann", SALESMAP_LANG="zh").out
    assert "电话 2" in chinese and "phone" not in chinese
