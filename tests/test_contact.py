"""People: cards from real phones in all their ways, and cards that other programs read."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import vobject
from conftest import Salesmap
from salesmap.cards import Card
from salesmap.exchange.cards.reading import Rejected, read_cards
from salesmap.exchange.cards.writing import write_cards


def quoted(text: str, charset: str = "utf-8") -> bytes:
    return "".join(f"={byte:02X}" for byte in text.encode(charset)).encode()


def one(tmp_path: Path, *lines: bytes | str, end: bytes = b"\r\n", begin: bytes = b"BEGIN:VCARD", version: str = "3.0") -> Card:
    """The card that these lines are read as."""
    path = tmp_path / "one.vcf"
    body = [line.encode() if isinstance(line, str) else line for line in lines]
    path.write_bytes(end.join([begin, f"VERSION:{version}".encode(), *body, b"END:VCARD", b""]))
    (card,) = read_cards(path)
    assert isinstance(card, Card), card
    return card


# As phones write them.


def test_android_2_1(tmp_path: Path) -> None:
    """Quoted-printable with soft line breaks that are not indented, kinds without a name, a picture in base64."""
    name = quoted("陈涛")
    card = one(
        tmp_path,
        b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("陈") + b";" + quoted("涛") + b";;;",
        b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + name[:10] + b"=\r\n" + name[10:],
        "TEL;CELL:13812345678",
        "TEL;WORK;FAX:0571-88886666",
        "TEL;WORK;VOICE:0571-88887777",
        "EMAIL;HOME:chen@donghai.example",
        b"ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("东海冷链;采购部").replace(b"=3B", b";"),
        b"TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("采购经理"),
        b"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + quoted("第一行") + b"=0D=0A=\r\n" + quoted("第二行"),
        b"X-QQ:12345",
        b"PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD\r\n /2wBDAAYEBQYFBAYGBQYHBwYIChAKCgkJChQODwwQ\r\nABCD==\r\n",
        "BDAY:1980-01-02",
        version="2.1",
    )
    assert card == Card(
        None, "陈涛", "东海冷链", "采购经理", "13812345678", "chen@donghai.example", None,
        {"department": "采购部", "phone work fax": "0571-88886666", "phone work": "0571-88887777", "note": "第一行\n第二行", "qq": "12345", "birthday": "1980-01-02"},
    )  # fmt: skip


def test_iphone_3_0(tmp_path: Path) -> None:
    """Groups with labels, names in western order, WeChat as a messenger, pictures folded."""
    card = one(
        tmp_path,
        "PRODID:-//Apple Inc.//iPhone OS 17.0//EN",
        "N:王;小明;;;",
        "FN:小明 王",
        "ORG:西山医院;",
        "item1.TEL;type=pref:+86 139 0000 0001",
        "item1.X-ABLabel:助理",
        "TEL;type=CELL;type=VOICE;type=pref:+86 138 1234 5678",
        "item2.TEL:010-5555 0000",
        "item2.X-ABLabel:_$!<HomeFAX>!$_",
        "item3.ADR;type=WORK;type=pref:;;中山路1号\\, 3楼;杭州;浙江;310000;中国",
        "item3.X-ABADR:cn",
        "IMPP;X-SERVICE-TYPE=WeChat;type=pref:x-apple:xiaoming_w",
        "IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:ming",
        "NOTE:约好周五\\n带样品\\; 合同",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
        "  SkZJRgABAQ",
        "UID:5A1B-UID",
        "REV:2026-01-01T00:00:00Z",
        end=b"\n",
    )
    assert (card.uid, card.name, card.customer, card.wechat, card.phone) == (
        "5A1B-UID",
        "王小明",
        "西山医院",
        "xiaoming_w",
        "+86 139 0000 0001",
    )
    assert card.fields == {
        "phone cell": "+86 138 1234 5678", "phone homefax": "010-5555 0000", "address work": "中山路1号, 3楼, 杭州, 浙江, 310000, 中国",
        "impp skype home": "skype:ming", "note": "约好周五\n带样品; 合同",
    }  # fmt: skip


def test_folds_within_a_character(tmp_path: Path) -> None:
    whole = "NOTE:东海冷链物流".encode()
    card = one(tmp_path, "FN:陈涛", whole[:9] + b"\r\n " + whole[9:13] + b"\n\t" + whole[13:])
    assert card.fields["note"] == "东海冷链物流"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:" + quoted("陈", "gbk") + b";" + quoted("涛", "gbk"), "陈涛"),
        (b"N;CHARSET=GB2312:" + "陈;涛".encode("gbk"), "陈涛"),
        ("N:陈;涛".encode("gbk"), "陈涛"),
        (b"FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:J=F6rg M=FCller", "Jörg Müller"),
        (b"FN;CHARSET=nonsense:" + "陈涛".encode(), "陈涛"),
        (b"FN;CHARSET=GBK:" + "陈涛".encode(), "陈涛"),
        (b"FN;CHARSET=UTF-8;ENCODING=B:6ZmI5rab", "陈涛"),
        (b"n;charset=utf-8:" + "欧阳;娜娜;;;".encode(), "欧阳娜娜"),
        (b"N:Brown;Anna;Maria;Dr.;", "Dr. Anna Maria Brown"),
        (b"N:Brown;Anna;;;\r\nFN:Anna Brown", "Anna Brown"),
        ("N:;陈涛;;;".encode(), "陈涛"),
        ("N:陈涛".encode(), "陈涛"),
        (b"FN:  Anna   \\, the\r\n  First ", "Anna , the First"),
    ],
    ids=range(13),
)
def test_names_in_any_encoding(tmp_path: Path, line: bytes, name: str) -> None:
    assert one(tmp_path, line, version="2.1" if b"QUOTED" in line else "3.0").name == name


def test_quirks(tmp_path: Path) -> None:
    """A byte order mark, small letters, no END, an AGENT within a card, lines that nobody folded, blank lines, old Nokia breaks."""
    path = tmp_path / "quirks.vcf"
    nokia = quoted("诺基亚")
    path.write_bytes(
        b"\xef\xbb\xbfbegin:vcard\r\nversion:3.0\r\nfn:small\r\nend:vcard\r\n\r\n"
        b"BEGIN:VCARD\nVERSION:3.0\nFN:no end\n"
        b"BEGIN:VCARD\nVERSION:2.1\nFN:boss\nAGENT:\nBEGIN:VCARD\nFN:secretary\nTEL:999\nEND:VCARD\nTEL:111\nEND:VCARD\n"
        b"BEGIN:VCARD\rVERSION:3.0\rFN:old mac\rTEL:222\rEND:VCARD\r"
        b"\nBEGIN:VCARD\nVERSION:3.0\nFN:broken\nNOTE:first\nsecond line of it\nTEL:333\nEND:VCARD\n"
        b"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:" + nokia[:9] + b"\n" + nokia[9:] + b"\nTEL;PREF:444\nEND:VCARD\n"
        b"BEGIN:VCARD\nVERSION:4.0\nFN:four\nTEL;VALUE=uri;TYPE=\"voice,cell\":tel:+8613800000005\nIMPP:weixin:four_w\n"
        b"EMAIL;PREF=1:a@b.example\nURL:https://a.example/?a=1\\,2\nPHOTO:data:image/png;base64,AAAA\nUID:urn:uuid:4\nBDAY:19800102\nEND:VCARD\n"
        b"BEGIN:VCARD\nVERSION:3.0\nFN:cut off\nTEL:5"
    )  # fmt: skip
    cards = list(read_cards(path))
    assert all(isinstance(card, Card) for card in cards)
    assert [(card.name, card.phone) for card in cards if isinstance(card, Card)] == [
        ("small", None), ("no end", None), ("boss", "111"), ("old mac", "222"), ("broken", "333"), ("诺基亚", "444"), ("four", "+8613800000005"),
        ("cut off", "5"),
    ]  # fmt: skip
    by_name = {card.name: card for card in cards if isinstance(card, Card)}
    assert by_name["broken"].fields == {"note": "first\nsecond line of it"}
    four = by_name["four"]
    assert (four.uid, four.wechat, four.email) == ("urn:uuid:4", "four_w", "a@b.example")
    assert four.fields == {"url": "https://a.example/?a=1,2", "birthday": "1980-01-02"}


def test_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "wide.vcf"
    path.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:陈涛\r\nEND:VCARD\r\n", encoding="utf-16", newline="")
    assert [card.name for card in read_cards(path) if isinstance(card, Card)] == ["陈涛"]


def test_bad_cards_are_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "bad.vcf"
    path.write_bytes(
        b"BEGIN:VCARD\nVERSION:3.0\nNOTE:nobody\nEND:VCARD\n"
        b"BEGIN:VCARD\nVERSION:3.0\nFN:huge\nNOTE:" + b"x" * 3_000_000 + b"\nEND:VCARD\n"
        b"BEGIN:VCARD\nVERSION:3.0\nFN:" + b"y" * 600 + b"\nEND:VCARD\n"
        b"BEGIN:VCARD\nVERSION:3.0\nFN:fine\nPHOTO;ENCODING=b:" + b"A" * 3_000_000 + b"\nEND:VCARD\n"
        b"BEGIN:VCARD\n\x00\xff\xfe garbage\n:::\n;;;\nEND:VCARD\n"
    )  # fmt: skip
    cards = list(read_cards(path))
    assert [card.line if isinstance(card, Rejected) else card.name for card in cards] == [1, 5, 9, "fine", 18]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_what_is_written_is_read_back(tmp_path: Path, version: str) -> None:
    cards = [
        Card("u-1", "陈涛", "东海;冷链, 集团", "经理\\副", "+8613812345678", "a@b.example", "wx_1",
             {"phone work": "010-1", "phone work 2": "010-2", "phone 助理": "010-3", "address": "路 1, 号; 2", "note": "两\n行" * 40, "x-foo": "bar",
              "birthday": "1980-01-02", "url": "https://a.example", "department": "采购", "full name": "A B", "company": "别的"}),
        Card("urn:uuid:2", "Anna Maria Brown", None, None, None, None, None, {}),
        Card("u-3", None, None, None, "123", None, None, {}),
    ]  # fmt: skip
    path = tmp_path / "out.vcf"
    path.write_bytes(write_cards(cards, version).encode())
    text = path.read_bytes()
    assert b"\n" not in text.replace(b"\r\n", b"") and max(map(len, text.split(b"\r\n"))) <= 75
    back = list(read_cards(path))
    assert [card for card in back if isinstance(card, Card)][:2] == cards[:2]
    parsed = list(vobject.readComponents(text.decode()))
    assert [str(card.fn.value) for card in parsed] == ["陈涛", "Anna Maria Brown", "123"]
    assert (parsed[0].n.value.family, parsed[0].n.value.given) == ("陈", "涛")
    assert parsed[0].org.value == ["东海;冷链, 集团", "采购"]


# Into the book, and out of it.

PHONE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:one\r\nN:陈;涛;;;\r\nFN:陈涛\r\nORG:东海冷链\r\nTEL;TYPE=CELL:138 1234 5678\r\nTITLE:经理\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:张伟\r\nTEL:13900000001\r\nTEL;TYPE=HOME:13900000002\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:张伟\r\nTEL:13900000003\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nX-WECHAT:only_wechat\r\nEND:VCARD\r\n"
)


def counts(person: Salesmap, *files: str) -> list[int]:
    row = person.run("contact", "import", *files, "--format", "json").data
    return [row[key] for key in ("read", "added", "updated", "skipped", "rejected")]


def contacts(person: Salesmap) -> list[tuple[Any, ...]]:
    return person.sql(
        "SELECT k.name, c.name, k.phone, k.wechat, k.title, k.fields FROM contact k LEFT JOIN customer c ON c.id = k.customer_id ORDER BY k.id"
    )


def test_import(salesmap: Salesmap) -> None:
    """Once is once, the book's word stays, and one undo takes it all back."""
    salesmap.ok("lead", "add", "Acme", "--contact", "陈涛", "--phone", "+86 13812345678", "--company", "东海冷链")
    before = contacts(salesmap)
    (salesmap.home / "phone.vcf").write_bytes(PHONE.encode())
    answer = salesmap.ok("contact", "import", "phone.vcf", "--format", "json")
    assert answer.data == {"read": 5, "added": 3, "updated": 1, "skipped": 0, "rejected": 1}
    assert answer.err == "phone.vcf, line 21: the card was rejected, it has no name, phone, e-mail or WeChat.\n"
    after = contacts(salesmap)
    assert after == [
        ("陈涛", "东海冷链", "+86 13812345678", None, "经理", "{}"),
        ("张伟", None, "13900000001", None, None, '{"phone home": "13900000002"}'),
        ("张伟", None, "13900000003", None, None, "{}"),
        (None, None, None, "only_wechat", None, "{}"),
    ]
    assert counts(salesmap, "phone.vcf") == [5, 0, 0, 4, 1]
    assert salesmap.json("history")[0]["summary"] == "contacts imported: 4 · phone.vcf"
    assert salesmap.run("db", "check").code == 0
    # The same card, changed in the phone: what is new is added, what differs is kept beside.
    changed = PHONE.split("BEGIN")[1].replace("138 1234 5678", "13700000000").replace("经理", "总监")
    (salesmap.home / "changed.vcf").write_bytes(("BEGIN" + changed.replace("END:", "EMAIL:c@d.example\r\nNOTE:换号了\r\nEND:")).encode())
    assert counts(salesmap, "changed.vcf", "changed.vcf") == [2, 0, 1, 1, 0]
    assert salesmap.sql("SELECT phone, title, email, fields FROM contact WHERE id = 1") == [
        ("+86 13812345678", "经理", "c@d.example", '{"note": "换号了", "phone": "13700000000", "title": "总监"}')
    ]
    salesmap.ok("undo")
    assert contacts(salesmap) == after
    salesmap.ok("undo")
    assert contacts(salesmap) == before


def test_export_and_back(salesmap: Salesmap) -> None:
    (salesmap.home / "phone.vcf").write_bytes(PHONE.encode())
    counts(salesmap, "phone.vcf")
    salesmap.ok("contact", "export", "--output", "out.vcf")
    text = (salesmap.home / "out.vcf").read_bytes().decode()
    assert "TEL;TYPE=VOICE,PREF:+8613812345678\r\n" in text and "UID:one\r\n" in text and "REV:20261123T010000Z\r\n" in text
    assert f"UID:contact-2@{salesmap.sql('SELECT uid FROM identity')[0][0]}\r\n" in text
    assert counts(salesmap, "out.vcf") == [4, 0, 0, 4, 0], "it knows its own cards"
    four = salesmap.run("contact", "export", "--card-version", "4.0", "--search", "张伟 13900000001").out
    assert four.count("BEGIN:VCARD") == 1 and "VERSION:4.0" in four
    other = Salesmap(salesmap.home / "other.db", salesmap.home)
    assert counts(other, "out.vcf") == [4, 4, 0, 0, 0]
    assert [row[:2] for row in contacts(other)][:3] == [row[:2] for row in contacts(salesmap)][:3]


def test_list_and_show(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--contact", "陈涛", "--phone", "13812345678", "--company", "东海冷链")
    assert salesmap.json("contact", "list", "--search", "东海 陈")[0]["leads"] == 1
    assert salesmap.json("contact", "list", "--search", "+86138123") != []
    assert salesmap.json("contact", "list", "--search", "nobody") == []
    shown = salesmap.json("contact", "show", "1")
    assert (shown["name"], shown["customer"], shown["fields"]) == ("陈涛", "东海冷链", {})
    assert salesmap.run("contact", "show", "9").code == 3
    assert "联系人" in salesmap.ok("contact", "list", SALESMAP_LANG="zh").out


def test_no_cards(newcomer: Salesmap) -> None:
    (newcomer.home / "leads.csv").write_text("name\nAcme\n")
    refused = newcomer.run("contact", "import", "leads.csv")
    assert (refused.code, refused.err) == (
        2, "Cannot read leads.csv: it holds no cards; a vCard file (.vcf) begins with BEGIN:VCARD.\n",
    )  # fmt: skip
    assert newcomer.run("contact", "import", "none.vcf").code == 2
    assert not newcomer.db.exists()


def test_khard_lists_them(salesmap: Salesmap) -> None:
    khard = shutil.which("khard")
    if khard is None:
        pytest.skip("khard is not installed (apt-get install khard)")
    (salesmap.home / "phone.vcf").write_bytes(PHONE.encode())
    counts(salesmap, "phone.vcf")
    folder = salesmap.home / "people"
    folder.mkdir()
    for number, card in enumerate(salesmap.ok("contact", "export").out.split("BEGIN:VCARD")[1:]):
        (folder / f"{number}.vcf").write_text("BEGIN:VCARD" + card, newline="")
    config = salesmap.home / ".config/khard/khard.conf"
    config.parent.mkdir(parents=True)
    config.write_text(f"[addressbooks]\n[[people]]\npath = {folder}\n")
    environment = {
        "HOME": str(salesmap.home),
        "PATH": os.environ["PATH"],
        "LC_ALL": "C.UTF-8",
        "XDG_CONFIG_HOME": str(salesmap.home / ".config"),
    }
    done = subprocess.run([khard, "list", "--parsable"], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    assert "陈涛" in done.stdout and done.stdout.count("张伟") == 2
    phones = subprocess.run([khard, "phone", "--parsable", "陈涛"], env=environment, capture_output=True, text=True, check=True)
    assert phones.stdout.startswith("+8613812345678")


@pytest.mark.long
def test_a_hundred_thousand_cards(salesmap: Salesmap) -> None:
    """In bounded memory, in time that grows with the cards and not with their square."""

    def taken(count: int) -> tuple[float, int]:
        person = Salesmap(salesmap.home / f"{count}.db", salesmap.home)
        with (salesmap.home / "many.vcf").open("w", newline="") as file:
            for number in range(count):
                photo = "\r\n ".join(["A" * 70] * 20)
                file.write(
                    f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:人{number}\r\nTEL:138{number:08}\r\nPHOTO;ENCODING=b:{photo}\r\nEND:VCARD\r\n"
                )
        code = (
            "import resource, sys; from salesmap.__main__ import run; code = run(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
        )
        begin = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", code, "contact", "import", "many.vcf", "--format", "json"],
            env=person.environment(), cwd=person.home, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert json.loads(done.stdout)["added"] == count
        return time.monotonic() - begin, int(done.stderr)

    few, few_memory = taken(10_000)
    many, many_memory = taken(100_000)
    assert many < 15 * few, (few, many)
    assert many_memory < 1.4 * few_memory, (few_memory, many_memory)


@pytest.mark.long
def test_a_line_without_end(tmp_path: Path) -> None:
    """A gigabyte on one line is passed over, not taken into memory."""
    path = tmp_path / "huge.vcf"
    with path.open("wb") as file:
        file.write(b"BEGIN:VCARD\nVERSION:3.0\nFN:huge\nNOTE:")
        file.truncate(1 << 30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (card,) = read_cards(path)
    assert isinstance(card, Rejected)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
