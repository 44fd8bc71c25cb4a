"""Files attached to leads, customers and contracts: kept in the database, found, taken along."""

from pathlib import Path

import pytest

from tests.conftest import Salesmap, assert_refused


@pytest.fixture
def filed(salesmap: Salesmap) -> Salesmap:
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd")
    (salesmap.home / "Offer.PDF").write_bytes(b"%PDF\x00\xff paper")
    return salesmap


def test_it_comes_back_as_it_was(filed: Salesmap) -> None:
    answer = filed.ok("attach", "harbor", "Offer.PDF", "--format", "json")
    assert (answer.data["name"], answer.data["size"], answer.data["record"]) == (
        "Offer.PDF", 12, "Harbor")  # fmt: skip
    (filed.home / "Offer.PDF").unlink()
    filed.ok("attach", "open", "offer", "--to", "copy.pdf")
    assert (filed.home / "copy.pdf").read_bytes() == b"%PDF\x00\xff paper"
    assert_refused(filed.run("attach", "open", "offer", "--to", "copy.pdf"), 4, "--overwrite")
    assert [row["kind"] for row in filed.json("find", "offer.pdf")] == ["file"]


def test_a_dropped_file_is_kept_as_long_as_the_journal_knows_it(filed: Salesmap) -> None:
    """What nothing refers to any more is freed with the changes that could bring it back."""
    for name in ("kept.txt", "gone.txt", "late.txt"):
        (filed.home / name).write_text(name)
        filed.ok("attach", "1", name)
    filed.ok("attach", "drop", "gone.txt")
    filed.ok("attach", "drop", "late.txt", SALESMAP_NOW="2026-11-25T09:00:00")
    trim = ("db", "trim", "--yes", "--before")
    assert "Freed 1 file " in filed.ok(*trim, "2026-11-24", SALESMAP_NOW="2026-11-26T09:00:00").out
    assert filed.sql("SELECT count(*) FROM stored_file") == [(2,)]
    filed.ok("undo", SALESMAP_NOW="2026-11-26T09:00:00")
    assert {row["name"] for row in filed.json("attach", "list")} == {"kept.txt", "late.txt"}
    filed.ok("attach", "open", "late.txt", "--to", "copy.txt")
    assert (filed.home / "copy.txt").read_text() == "late.txt"


def test_undo_and_drop(filed: Salesmap) -> None:
    filed.ok("attach", "1", "Offer.PDF")
    filed.ok("attach", "drop", "offer.pdf")
    assert filed.json("attach", "list") == []
    filed.ok("undo")
    assert [row["name"] for row in filed.json("attach", "list", "harbor")] == ["Offer.PDF"]
    filed.ok("undo", "2")
    assert filed.json("attach", "list") == []
    filed.ok("redo")
    filed.ok("attach", "open", "1", "--to", "again.pdf")


def test_customers_and_several_of_one_name(filed: Salesmap) -> None:
    filed.ok("attach", "customer:harbor", "Offer.PDF")
    filed.ok("attach", "lead:harbor", "Offer.PDF")
    assert [row["kind"] for row in filed.json("attach", "list")] == ["lead", "customer"]
    assert filed.sql("SELECT count(*) FROM stored_file") == [(1,)], "the same content once"
    answer = filed.ok("contract", "new", "harbor", "--amount", "500", "--sign")
    assert "no payment plan" in answer.err
    filed.ok("attach", "C-2026-0001", "Offer.PDF", "--as", "signed.pdf")
    assert filed.json("history")[0]["summary"] == "Attached file C-2026-0001 · signed.pdf"
    assert [row["kind"] for row in filed.json("attach", "list")] == ["contract", "lead", "customer"]
    assert_refused(filed.run("attach", "open", "offer", "--to", "-"), 4, "1", "2")
    assert_refused(filed.run("attach", "open", "nothing", "--to", "-"), 3, "attach list")


def test_it_is_in_the_text_export(filed: Salesmap, tmp_path: Path) -> None:
    filed.ok("attach", "1", "Offer.PDF")
    filed.ok("export", "--all", "dump")
    other = Salesmap(tmp_path / "other.db", filed.home)
    other.ok("import", "--all", "dump")
    other.ok("attach", "open", "1", "--to", "other.pdf")
    assert (filed.home / "other.pdf").read_bytes() == b"%PDF\x00\xff paper"


@pytest.mark.parametrize("name", ["..", "/", ". .", "长" * 300 + ".pdf"])
def test_a_name_that_no_folder_takes(filed: Salesmap, name: str) -> None:
    filed.ok("attach", "1", "Offer.PDF", "--as", name)
    assert filed.ok("attach", "open", "1").out.startswith("Saved ")


def test_a_file_without_end_is_not_read_to_its_end(filed: Salesmap) -> None:
    assert_refused(filed.run("attach", "1", "/dev/zero"), 2, "more than 26,214,400")
    assert filed.run("config", "set", "company.logo", "/dev/zero").code == 2


@pytest.mark.parametrize("name", ["../../evil", "..\\evil", "/etc/evil"])
def test_a_name_leads_nowhere_else(filed: Salesmap, name: str) -> None:
    filed.ok("attach", "1", "Offer.PDF", "--as", name)
    path = Path(filed.ok("attach", "open", "1").out.strip().removeprefix("Saved ").rstrip("."))
    assert path.name == "evil" and path.parent.name.startswith("salesmap-")


def test_refused(filed: Salesmap) -> None:
    (filed.home / "empty").touch()
    assert filed.run("attach", "1", "empty").code == 2
    assert filed.run("attach", "1", "missing.pdf").code == 2
    assert filed.run("attach", "nobody", "Offer.PDF").code == 3
    assert filed.run("attach", "1", "-", stdin="x").code == 2
    filed.ok("contract", "new", "1", "--amount", "5")
    assert_refused(filed.run("contract", "file", "1", "-", stdin="x"), 2, "--as")
    assert filed.run("attach", "1", "-", "--as", "note.txt", stdin="x").code == 0
