"""Files attached to leads, customers and contracts: kept in the database, found, taken along."""

from pathlib import Path

import pytest

from tests.conftest import Salesmap, assert_refused


@pytest.fixture
def desk(salesmap: Salesmap) -> Salesmap:
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd")
    (salesmap.home / "Offer.PDF").write_bytes(b"%PDF\x00\xff paper")
    return salesmap


def test_it_comes_back_as_it_was(desk: Salesmap) -> None:
    answer = desk.ok("attach", "harbor", "Offer.PDF", "--format", "json")
    assert (answer.data["name"], answer.data["size"], answer.data["record"]) == (
        "Offer.PDF", 12, "Harbor")  # fmt: skip
    (desk.home / "Offer.PDF").unlink()
    desk.ok("attach", "open", "offer", "--to", "copy.pdf")
    assert (desk.home / "copy.pdf").read_bytes() == b"%PDF\x00\xff paper"
    assert_refused(desk.run("attach", "open", "offer", "--to", "copy.pdf"), 4, "--overwrite")
    assert [row["kind"] for row in desk.json("find", "offer.pdf")] == ["file"]


def test_a_dropped_file_is_kept_as_long_as_the_journal_knows_it(desk: Salesmap) -> None:
    """What nothing refers to any more is freed with the changes that could bring it back."""
    for name in ("kept.txt", "gone.txt", "late.txt"):
        (desk.home / name).write_text(name)
        desk.ok("attach", "1", name)
    desk.ok("attach", "drop", "gone.txt")
    desk.ok("attach", "drop", "late.txt", SALESMAP_NOW="2026-11-25T09:00:00")
    trim = ("db", "trim", "--yes", "--before")
    assert "Freed 1 file " in desk.ok(*trim, "2026-11-24", SALESMAP_NOW="2026-11-26T09:00:00").out
    assert desk.sql("SELECT count(*) FROM stored_file") == [(2,)]
    desk.ok("undo", SALESMAP_NOW="2026-11-26T09:00:00")
    assert {row["name"] for row in desk.json("attach", "list")} == {"kept.txt", "late.txt"}
    desk.ok("attach", "open", "late.txt", "--to", "copy.txt")
    assert (desk.home / "copy.txt").read_text() == "late.txt"


def test_undo_and_drop(desk: Salesmap) -> None:
    desk.ok("attach", "1", "Offer.PDF")
    desk.ok("attach", "drop", "offer.pdf")
    assert desk.json("attach", "list") == []
    desk.ok("undo")
    assert [row["name"] for row in desk.json("attach", "list", "harbor")] == ["Offer.PDF"]
    desk.ok("undo", "2")
    assert desk.json("attach", "list") == []
    desk.ok("redo")
    desk.ok("attach", "open", "1", "--to", "again.pdf")


def test_customers_and_several_of_one_name(desk: Salesmap) -> None:
    desk.ok("attach", "customer:harbor", "Offer.PDF")
    desk.ok("attach", "lead:harbor", "Offer.PDF")
    assert [row["kind"] for row in desk.json("attach", "list")] == ["lead", "customer"]
    assert desk.sql("SELECT count(*) FROM stored_file") == [(1,)], "the same content once"
    answer = desk.ok("contract", "new", "harbor", "--amount", "500", "--sign")
    assert "no payment plan" in answer.err
    desk.ok("attach", "C-2026-0001", "Offer.PDF", "--as", "signed.pdf")
    assert desk.json("history")[0]["summary"] == "Attached file C-2026-0001 · signed.pdf"
    assert [row["kind"] for row in desk.json("attach", "list")] == ["contract", "lead", "customer"]
    assert_refused(desk.run("attach", "open", "offer", "--to", "-"), 4, "1", "2")
    assert_refused(desk.run("attach", "open", "nothing", "--to", "-"), 3, "attach list")


def test_it_is_in_the_text_export(desk: Salesmap, tmp_path: Path) -> None:
    desk.ok("attach", "1", "Offer.PDF")
    desk.ok("export", "--all", "dump")
    other = Salesmap(tmp_path / "other.db", desk.home)
    other.ok("import", "--all", "dump")
    other.ok("attach", "open", "1", "--to", "other.pdf")
    assert (desk.home / "other.pdf").read_bytes() == b"%PDF\x00\xff paper"


@pytest.mark.parametrize("name", ["../../evil", "..\\evil", "/etc/evil"])
def test_a_name_leads_nowhere_else(desk: Salesmap, name: str) -> None:
    desk.ok("attach", "1", "Offer.PDF", "--as", name)
    path = Path(desk.ok("attach", "open", "1").out.strip().removeprefix("Saved ").rstrip("."))
    assert path.name == "evil" and path.parent.name.startswith("salesmap-")


def test_refused(desk: Salesmap) -> None:
    (desk.home / "empty").touch()
    assert desk.run("attach", "1", "empty").code == 2
    assert desk.run("attach", "1", "missing.pdf").code == 2
    assert desk.run("attach", "nobody", "Offer.PDF").code == 3
    assert desk.run("attach", "1", "-", stdin="x").code == 2
    desk.ok("contract", "new", "1", "--amount", "5")
    assert_refused(desk.run("contract", "file", "1", "-", stdin="x"), 2, "--as")
    assert desk.run("attach", "1", "-", "--as", "note.txt", stdin="x").code == 0
