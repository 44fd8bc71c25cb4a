"""Quotes from the draft to the decision: what is frozen, told, refused, and what stays right."""

import subprocess

import pytest

from tests.conftest import Answer, Salesmap, assert_refused, made_once

NOW = ("--now", "2026-11-26T09:00")


@made_once
def shop(salesmap: Salesmap) -> None:
    """Return a database with a lead of a customer, and two products."""
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd", "--owner", "ann")
    product = ("product", "add")
    salesmap.ok(*product, "CT", "Counter", "--price", "1280", "--floor", "1050", "--tax", "13%")
    salesmap.ok(*product, "SET", "Setup", "--price", "500", "--tax", "6%")
    salesmap.ok(*product, "IN", "Inclusive", "--price", "113", "--tax", "13%", "--tax-included")


def refused(salesmap: Salesmap, code: int, *line: str) -> Answer:
    """Run a command that must be refused with one line."""
    answer = salesmap.run(*line)
    assert_refused(answer, code)
    return answer


def quote(salesmap: Salesmap, reference: str = "1") -> dict[str, object]:
    found = salesmap.json("quote", "show", reference)
    assert isinstance(found, dict)
    return found


def edit_map(salesmap: Salesmap, old: str, new: str) -> None:
    """Apply the map of the database with a change of its text."""
    text = salesmap.ok("map", "export", "-").out
    assert old in text
    text = text.replace(old, new, 1)
    (salesmap.home / "edited.toml").write_text(text, encoding="utf-8")
    salesmap.ok("map", "apply", "edited.toml", "--yes")


def test_a_line_copies_the_product(shop: Salesmap) -> None:
    shop.ok("quote", "new", "harbor", "CT@2", "Installation", "--price", "1200")
    shop.ok("product", "edit", "CT", "--price", "2000", "--name", "Counter II")
    found = quote(shop)
    assert [(line["name"], line["price"], line["qty"], line["tax_rate"]) for line in found["lines"]] == [
        ("Counter", 1280, 2, 0.13), ("Installation", 1200, 1, 0)]  # fmt: skip
    assert (found["state"], found["number"], found["total"]) == ("draft", None, 4092.8)


def test_the_price_that_holds_is_taken(shop: Salesmap) -> None:
    shop.ok("price", "set", "CT", "1200", "--min-qty", "10")
    shop.ok("price", "set", "CT", "1100", "--customer", "Harbor Ltd")
    shop.ok("price", "set", "SET", "450", "--list", "Partners")
    shop.ok("quote", "new", "harbor", "CT@10", "SET", "--list", "partners")
    found = quote(shop)
    assert [line["price"] for line in found["lines"]] == [1100, 450]
    assert [line["list_price"] for line in found["lines"]] == [1280, 500]
    shop.ok("product", "retire", "SET")
    assert "retired" in refused(shop, 4, "quote", "add", "1", "SET").err
    assert len(quote(shop)["lines"]) == 2, "it stays on old papers"


def test_what_was_forgotten(shop: Salesmap) -> None:
    shop.ok("product", "edit", "CT", "--requires", "SET", "--excludes", "IN", "--covers", "queues")
    shop.ok("need", "add", "harbor", "queues")
    shop.ok("need", "add", "harbor", "reports")
    shop.ok("quote", "new", "harbor", "CT")
    found = {row["problem"]: row["detail"] for row in shop.json("quote", "check", "1")}
    assert "SET" in found["missing_product"] and "reports" in found["need"]
    assert not any(row["blocks"] for row in shop.json("quote", "check", "1"))
    shop.ok("quote", "add", "1", "SET")
    assert "missing_product" not in {row["problem"] for row in shop.json("quote", "check", "1")}


def test_one_command_sends(shop: Salesmap) -> None:
    answer = shop.ok(*NOW, "quote", "new", "harbor", "CT@2", "--send", "--by", "email")
    assert "Q-2026-0001" in answer.out and "2026-12-26" in answer.out
    assert "2026-11-28, 2026-12-24" in answer.err
    lead = shop.json("lead", "show", "1")
    assert [each["due_on"] for each in lead["followups"]] == ["2026-11-28", "2026-12-24"]
    assert any("Q-2026-0001" in (each["text"] or "") for each in lead["timeline"])
    shop.ok("undo")
    assert shop.json("quote", "list") == [] and shop.json("followup", "list") == []
    shop.ok("quote", "new", "harbor", "CT", "--send")
    assert quote(shop, "Q-2026-0001")["number"] == "Q-2026-0001", "undone numbers come back"


def test_a_number_is_given_once(shop: Salesmap) -> None:
    for _each in range(2):
        shop.ok("quote", "new", "harbor", "CT", "--send")
    first = shop.json("history")[1]["id"]
    answer = shop.ok("undo", str(first))
    assert "stay unused" in answer.err and "Q-2026-0001" in answer.err
    shop.ok("quote", "new", "harbor", "CT", "--send")
    numbers = [row["number"] for row in shop.json("quote", "list")]
    assert numbers == ["Q-2026-0003", "Q-2026-0002"]
    answer = shop.ok("undo")
    assert answer.err == "", "the newest one comes back"


class TestFrozen:
    @pytest.mark.parametrize("edit", [
        ("add", "1", "SET"), ("set", "1", "1", "--price", "1"), ("remove", "1", "1"),
        ("discount", "1", "5%"), ("round", "1", "100"), ("text", "1", "Hello"),
    ])  # fmt: skip
    def test_nothing_is_edited_after_sending(self, shop: Salesmap, edit: tuple[str, ...]) -> None:
        shop.ok("quote", "new", "harbor", "CT", "--send")
        before = quote(shop)
        assert "quote revise" in refused(shop, 4, "quote", *edit).err
        assert quote(shop) == before

    def test_a_revision_leaves_the_first_version(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT", "--send")
        shop.ok("quote", "revise", "1", "--why", "price", "--got", "Payment in advance")
        refused(shop, 4, "quote", "revise", "1", "--why", "price")
        shop.ok("quote", "set", "1", "1", "--price", "1200")
        found = quote(shop)
        assert (found["version"], found["draft_version"], found["total"]) == (1, 2, 1446.4)
        shop.ok("quote", "send", "1")
        found = quote(shop)
        assert [(each["version"], each["state"]) for each in found["versions"]] == [
            (1, "superseded"), (2, "sent")]  # fmt: skip
        assert found["given"] == pytest.approx((1446.4 - 1356) / 1446.4)
        shop.ok("quote", "revise", "1", "--why", "scope")
        assert shop.json("quote", "diff", "1") == [], "a draft has no last day yet"
        shop.ok("quote", "set", "1", "1", "--qty", "1234567.5")
        (line, *_) = shop.json("quote", "diff", "1")
        assert (line["field"], line["before"], line["after"]) == ("qty", "1", "1234567.5")
        shown = shop.ok("--lang", "zh", "quote", "diff", "1", "--format", "table").out
        assert "数量" in shown and "qty" not in shown
        changes = shop.json("quote", "diff", "1", "1", "2")
        assert ("price", "1,280", "1,200") in [
            (row["field"], row["before"], row["after"]) for row in changes]  # fmt: skip


class TestDecisions:
    def test_an_earlier_version_is_accepted(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT", "--send")
        shop.ok("quote", "revise", "1", "--why", "scope")
        shop.ok("quote", "add", "1", "SET")
        shop.ok("quote", "send", "1")
        answer = shop.ok("quote", "accept", "1", "--version", "1")
        assert "superseded" in answer.err and "contract new lead:1" in answer.err
        found = quote(shop)
        assert (found["state"], found["version"]) == ("accepted", 1)
        assert found["versions"][1]["state"] == "superseded"
        for line in (("accept", "1"), ("decline", "1", "--reason", "price"), ("withdraw", "1"),
                     ("revise", "1", "--why", "price")):  # fmt: skip
            refused(shop, 4, "quote", *line)

    def test_a_draft_goes_nowhere_once_another_version_is_accepted(self, shop: Salesmap) -> None:
        edit_map(shop, 'when = ["below_floor"]', 'when = ["total>100"]')
        shop.ok("quote", "new", "harbor", "CT")
        shop.ok("quote", "ask", "1", "--why", "large")
        shop.ok("quote", "approve", "1")
        shop.ok("quote", "send", "1")
        shop.ok("quote", "revise", "1", "--why", "scope")
        shop.ok("quote", "ask", "1", "--why", "large")
        assert "Version 2 was newer" in shop.ok("quote", "accept", "1").err
        for line in (("send", "1"), ("discount", "1", "5%"), ("ask", "1", "--why", "x"),
                     ("approve", "1"), ("revise", "1", "--why", "price")):  # fmt: skip
            assert "accepted already" in refused(shop, 4, "quote", *line).err
        found = quote(shop)
        assert (found["version"], found["draft_version"]) == (1, None)
        assert found["versions"][1]["state"] == "superseded"
        assert shop.json("due", "--days", "60") == []
        assert shop.ok("undo").code == 0
        assert quote(shop)["draft_version"] == 2
        assert [row["kind"] for row in shop.json("due")] == ["approval"]

    def test_a_declined_version_that_is_accepted_keeps_both_decisions(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT", "--send")
        shop.ok("quote", "decline", "1", "--reason", "price", "--note", "too dear")
        shop.ok("quote", "revise", "1", "--why", "price")
        shop.ok("quote", "send", "1")
        shop.ok("quote", "accept", "1", "--version", "1", "--note", "came back")
        assert quote(shop)["reason"] == "too dear · came back"
        events = [
            (each["event"], each["text"]) for each in shop.json("lead", "show", "1")["timeline"]
        ]
        assert ("declined", "Q-2026-0001 · 1,446.40 CNY · price") in events
        accepted = "Q-2026-0001 · 1,446.40 CNY · too dear · came back"
        assert ("accepted", accepted) in events

    def test_the_whole_last_day_counts(self, shop: Salesmap) -> None:
        shop.ok(*NOW, "quote", "new", "harbor", "CT", "--send", "--valid", "2026-11-26")
        assert shop.json("--now", "2026-11-26T23:59", "quote", "show", "1")["state"] == "sent"
        late = ("--now", "2026-11-27T00:01")
        assert shop.json(*late, "quote", "show", "1")["state"] == "expired"
        assert "--late" in refused(shop, 4, *late, "quote", "accept", "1").err
        refused(shop, 2, *late, "quote", "accept", "1", "--late")
        shop.ok(*late, "quote", "accept", "1", "--late", "--note", "they called")
        assert shop.json("--now", "2027-03-01", "quote", "show", "1")["state"] == "accepted"

    def test_the_followups_go_with_the_decision(self, shop: Salesmap) -> None:
        shop.ok(*NOW, "quote", "new", "harbor", "CT", "--send")
        answer = shop.ok(*NOW, "quote", "decline", "1", "--reason", "price")
        assert "lead lose 1" in answer.err and "2 follow-ups" in answer.err
        assert shop.json("followup", "list") == []
        assert shop.json("lead", "show", "1")["status"] == "open", "declining is not losing"

    def test_a_draft_is_not_decided(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT")
        for line in (("accept", "1"), ("decline", "1", "--reason", "price"), ("withdraw", "1"),
                     ("bid", "1", "900"), ("revise", "1", "--why", "price")):  # fmt: skip
            refused(shop, 4, "quote", *line)


class TestApproval:
    def test_both_discounts_are_legal_and_the_price_is_not(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT@10", "--discount", "10%")
        shop.ok("quote", "discount", "1", "10%")
        (line,) = quote(shop)["lines"]
        assert (line["effective_price"], line["below_floor"]) == (1036.8, True)
        assert quote(shop)["needs_approval"] is True
        problems = {row["problem"]: row["blocks"] for row in shop.json("quote", "check", "1")}
        assert problems["below_floor"] and problems["approval"]
        assert "quote ask" in refused(shop, 4, "quote", "send", "1").err

    def test_it_is_bound_to_the_content(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT@10", "--price", "1040")
        refused(shop, 4, "quote", "approve", "1")
        shop.ok("quote", "ask", "1", "--why", "big order")
        assert quote(shop)["state"] == "awaiting_approval"
        assert "own decision" in shop.ok("quote", "approve", "1").err
        assert quote(shop)["state"] == "approved"
        assert shop.ok("quote", "set", "1", "1", "--price", "1045").err == "", "for the better"
        assert "no longer holds" in shop.ok("quote", "set", "1", "1", "--price", "1039").err
        refused(shop, 4, "quote", "send", "1")
        shop.ok("quote", "ask", "1")
        shop.ok("quote", "refuse", "1", "--note", "too low")
        refused(shop, 4, "quote", "send", "1")
        shop.ok("quote", "ask", "1")
        shop.ok("quote", "approve", "1")
        shop.ok("quote", "send", "1")
        assert quote(shop)["approved_by"]

    def test_nobody_approves_their_own_where_another_holds_the_role(self, shop: Salesmap) -> None:
        edit_map(shop, 'key = "manager"', 'key = "manager"\nperson = "boss"')
        shop.ok("quote", "new", "harbor", "CT", "--price", "900", SALESMAP_USER="ann")
        shop.ok("quote", "ask", "1", SALESMAP_USER="ann")
        for user in ("ann", "bo"):
            answer = shop.run("quote", "approve", "1", SALESMAP_USER=user)
            assert_refused(answer, 4, "boss")
        assert_refused(shop.run("quote", "send", "1", SALESMAP_USER="ann"), 4, "waits")
        assert shop.ok("quote", "approve", "1", SALESMAP_USER="boss").err == ""
        shop.ok("quote", "send", "1", SALESMAP_USER="ann")
        assert quote(shop)["approved_by"] == "boss"

    def test_nothing_is_asked_for_without_need(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT")
        refused(shop, 4, "quote", "ask", "1")

    def test_a_floor_holds_without_a_rule_of_the_map(self, shop: Salesmap) -> None:
        """To the cent: 1,050.00 is the floor. Anybody decides, noted as one's own decision."""
        edit_map(shop, 'of = "quote"\nwhen = ["below_floor"]', 'of = "contract"')
        shop.ok("quote", "new", "harbor", "CT@10", "--price", "1050")
        refused(shop, 4, "quote", "ask", "1")
        shop.ok("quote", "discount", "1", "0.01")
        assert quote(shop)["needs_approval"]
        problems = {row["problem"]: row for row in shop.json("quote", "check", "1")}
        assert problems["approval"]["detail"] == "Price below the floor: needs approval."
        assert problems["below_floor"]["blocks"]
        answer = refused(shop, 4, "quote", "send", "1")
        assert "Price below the floor" in answer.err and "salesmap quote ask 1" in answer.err
        at_once = refused(shop, 4, "quote", "new", "harbor", "CT", "--price", "1049.99", "--send")
        assert "leave --send out" in at_once.err and "quote ask" not in at_once.err
        shop.ok("quote", "ask", "1", "--why", "last one in stock")
        assert "own decision" in shop.ok("quote", "approve", "1").err
        shop.ok("quote", "send", "1")

    def test_a_total_in_another_currency_is_compared_at_its_rate(self, shop: Salesmap) -> None:
        rule = '[[approval]]\nof = "quote"\nwhen = ["total>7k"]\nrole = "manager"\n\n[[approval]]'
        edit_map(shop, "[[approval]]", rule)
        shop.ok("quote", "new", "harbor", "Abroad", "--price", "$1000")
        assert quote(shop)["needs_approval"], "without a rate it cannot be compared"
        shop.ok("rate", "set", "USD", "7.0", "--on", "2026-01-01")
        assert not quote(shop)["needs_approval"]
        shop.ok("rate", "set", "USD", "7.00001", "--on", "2026-11-01")
        assert quote(shop)["needs_approval"]
        assert "approval" in [row["problem"] for row in shop.json("quote", "check", "1")]
        refused(shop, 4, "quote", "send", "1")
        shop.ok("rate", "set", "USD", "7", "--on", "2026-11-02")
        assert "approval" not in [row["problem"] for row in shop.json("quote", "check", "1")]
        shop.ok("quote", "send", "1")


class TestLines:
    def test_an_option_counts_once_it_is_chosen(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT")
        shop.ok("quote", "add", "1", "SET", "--option")
        assert quote(shop)["net"] == 1280
        shop.ok("quote", "set", "1", "2", "--choose")
        assert quote(shop)["net"] == 1780

    def test_free_units_are_pooled(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT@4")
        shop.ok("quote", "add", "1", "CT", "--free")
        found = quote(shop)
        assert [line["effective_price"] for line in found["lines"]] == [1024, 1024]
        assert (found["net"], found["list_total"]) == (5120, 6400)
        assert all(line["below_floor"] for line in found["lines"])

    def test_discounts_in_words(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT", "--discount", "9折")
        assert quote(shop)["net"] == 1152
        shop.ok("quote", "set", "1", "1", "--discount", "80")
        assert quote(shop)["net"] == 1200
        shop.ok("quote", "discount", "1", "50")
        shop.ok("quote", "discount", "1", "100")
        assert (quote(shop)["discount"], quote(shop)["net"]) == (100, 1100)
        shop.ok("quote", "discount", "1", "0")
        assert quote(shop)["net"] == 1200

    def test_the_last_line_moves_up(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT", "SET")
        shop.ok("quote", "remove", "1", "1")
        assert [(line["line"], line["code"]) for line in quote(shop)["lines"]] == [(1, "SET")]
        refused(shop, 3, "quote", "remove", "1", "2")

    @pytest.mark.parametrize(("code", "line"), [
        (3, ("add", "1", "CTX")),
        (2, ("add", "1", "", "--price", "5")),
        (2, ("add", "1", "@2", "--price", "5")),
        (3, ("show", "1", "--version", "9")),
        (3, ("diff", "1", "1", "9")),
        (2, ("add", "1", "CT@-1")),
        (2, ("add", "1", "CT@0")),
        (2, ("add", "1", "CT", "--tax", "101%")),
        (2, ("add", "1", "CT", "--tax", "-1%")),
        (2, ("add", "1", "Travel", "Hotel", "--price", "100")),
        (2, ("add", "1", "CT", "--discount", "2000")),
        (4, ("add", "1", "CT", "--price", "$100")),
        (2, ("discount", "1", "101%")),
        (2, ("discount", "1", "99999")),
        (2, ("add", "1", "CT@900000000", "--price", "999999999999")),
        (2, ("add", "1", "CT", "--option", "--free")),
    ])  # fmt: skip
    def test_what_makes_no_sense_is_refused(
        self, shop: Salesmap, code: int, line: tuple[str, ...]
    ) -> None:
        shop.ok("quote", "new", "harbor", "CT")
        before = quote(shop)
        answer = refused(shop, code, "quote", *line)
        assert answer.err.count("\n") == 1
        assert quote(shop) == before

    def test_the_tax_mode_is_that_of_the_first_line(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT")
        refused(shop, 4, "quote", "add", "1", "IN")
        shop.ok("quote", "new", "harbor", "IN@3")
        assert (quote(shop, "2")["net"], quote(shop, "2")["tax"]) == (300, 39)


@pytest.mark.parametrize(("figure", "value"), [("total", 1446.4), ("net", 1280)])
def test_the_value_of_the_lead_follows(shop: Salesmap, figure: str, value: float) -> None:
    shop.ok("quote", "new", "harbor", "CT", "--send")
    assert shop.json("lead", "show", "1")["value"] is None, "off unless the map says so"
    edit_map(shop, 'lead_value = "off"', f'lead_value = "{figure}"')
    shop.ok("quote", "revise", "1", "--why", "scope")
    assert "value is now" in shop.ok("quote", "send", "1").err
    assert shop.json("lead", "show", "1")["value"] == value
    shop.ok("undo")
    assert shop.json("lead", "show", "1")["value"] is None


@pytest.mark.parametrize(("figure", "value"), [("total", 1446.4), ("net", 1280), ("off", 1446.4)])
def test_the_value_of_a_won_lead_is_that_of_its_contract(
    shop: Salesmap, figure: str, value: float
) -> None:
    """By the figure that the map follows; without a value of its own, the contract's amount."""
    edit_map(shop, 'lead_value = "off"', f'lead_value = "{figure}"')
    shop.ok("quote", "new", "harbor", "CT", "--send")
    shop.ok("quote", "accept", "1")
    shop.ok("lead", "edit", "1", "--value", "")
    shop.ok("contract", "new", "1", "--quote", "1", "--sign")
    lead = shop.json("lead", "show", "1")
    assert (lead["status"], lead["value"]) == ("won", value)


def test_rounding_down(shop: Salesmap) -> None:
    shop.ok(
        "quote", "new", "harbor", "Work@16", "--price", "348.35", "--discount", "4%", "--tax", "22%"
    )
    assert (quote(shop)["net"], quote(shop)["tax"], quote(shop)["total"]) == (
        5350.66,
        1177.15,
        6527.81,
    )
    shop.ok("quote", "round", "1", "100")
    assert (quote(shop)["rounding"], quote(shop)["total"]) == (-27.81, 6500)


def test_the_lead_shows_its_quotes(shop: Salesmap) -> None:
    assert shop.json("lead", "show", "1")["quotes"] == []
    shop.ok("quote", "new", "harbor", "CT", "--send")
    shop.ok("quote", "new", "harbor", "SET")
    found = shop.json("lead", "show", "1")["quotes"]
    assert [(row["number"], row["state"], row["total"]) for row in found] == [
        (None, "draft", 530), ("Q-2026-0001", "sent", 1446.4)]  # fmt: skip
    assert "Q-2026-0001" in shop.ok("lead", "show", "1", "--format", "table").out


RACE = 4


def test_many_accept_at_once(shop: Salesmap) -> None:
    """One wins, the others are told; nothing is decided twice."""
    shop.ok("quote", "new", "harbor", "CT", "--send")
    running = [
        subprocess.Popen(
            shop.command("quote", "accept", "1"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=shop.environment(), cwd=shop.home,
        )
        for _number in range(RACE)
    ]  # fmt: skip
    answers = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert sorted(code for _out, code in answers) == [0] + [4] * (RACE - 1)
    assert all("accepted already" in err for (_out, err), code in answers if code)
    assert len(shop.json("history")) == len({row["id"] for row in shop.json("history")})


def test_it_is_found_by_its_number(shop: Salesmap) -> None:
    shop.ok("quote", "new", "harbor", "CT", "--send")
    found = [(row["kind"], row["name"]) for row in shop.json("find", "Q-2026")]
    assert ("quote", "Q-2026-0001") in found
    assert ("product", "CT") in [(row["kind"], row["name"]) for row in shop.json("find", "counter")]


def test_the_page_of_a_lead_goes_by_the_day_of_who_looks(shop: Salesmap) -> None:
    """Half past midnight in Shanghai, it is still yesterday in Greenwich."""
    shop.ok("quote", "new", "harbor", "CT", "--send", "--valid", "2026-11-25")
    shop.ok("contract", "new", "1", "--amount", "5", "--plan", "100% 2026-11-25", "--sign")
    for moment, state, overdue in (("2026-11-25T23:59", "sent", 0), ("2026-11-26T00:30", "expired", 5)):  # fmt: skip
        page = shop.json("lead", "show", "1", SALESMAP_NOW=moment)
        assert (page["quotes"][0]["state"], page["contracts"][0]["overdue"]) == (state, overdue)


def test_references(shop: Salesmap) -> None:
    refused(shop, 3, "quote", "show", "lead:1")
    shop.ok("quote", "new", "harbor", "CT", "--send")
    shop.ok("lead", "add", "Second")
    shop.ok("quote", "new", "second", "CT")
    for reference in ("1", "Q-2026-0001", "q-2026-0001", "lead:1", "harbor"):
        assert quote(shop, reference)["id"] == 1, reference
    assert quote(shop, "draft 2")["id"] == quote(shop, "second")["id"] == 2
    refused(shop, 3, "quote", "show", "9")
    refused(shop, 3, "quote", "show", "nobody")
    assert [row["id"] for row in shop.json("quote", "list", "--status", "sent")] == [1]
    assert refused(shop, 2, "quote", "list", "--status", "lost").err


def test_two_people_decide(shop: Salesmap) -> None:
    shop.ok("quote", "new", "harbor", "CT", "--send")
    shop.ok("quote", "accept", "1")
    assert "accepted already" in refused(shop, 4, "quote", "accept", "1").err


@pytest.mark.inconsistent
def test_a_sent_paper_that_was_changed_is_found(shop: Salesmap) -> None:
    shop.ok("quote", "new", "harbor", "CT", "--send")
    assert "no problems" in shop.ok("db", "check").out
    shop.sql("UPDATE quote_line SET name = 'Another'")
    assert "changed after it was sent" in shop.run("db", "check").out
    shop.sql("UPDATE quote_line SET name = 'Counter', price_cents = 1")
    assert "do not agree with the lines" in shop.run("db", "check").out


@pytest.mark.inconsistent
@pytest.mark.parametrize("text", ["'nope'", "'[]'", '\'{"template": {"name": 1}}\'', "'1'"])
def test_what_others_wrote_is_named_as_damaged(shop: Salesmap, text: str) -> None:
    shop.ok("quote", "new", "harbor", "CT", "--send")
    shop.ok("quote", "new", "harbor", "CT", "--price", "1000")
    shop.ok("quote", "ask", "2", "--why", "low")
    shop.sql(f"UPDATE quote_version SET shown = {text} WHERE id = 1")
    assert "quote_version 1" in refused(shop, 5, "quote", "print", "1", "--html", "-").err
    shop.sql(f"UPDATE approval SET content = {text}")
    assert "as it was written" in refused(shop, 5, "quote", "set", "2", "1", "--price", "900").err
    assert [line.split(":")[0] for line in shop.run("db", "check").out.splitlines()] == [
        "quote_version 1", "approval 1"]  # fmt: skip


def test_the_past(shop: Salesmap) -> None:
    shop.ok("--now", "2026-11-24", "quote", "new", "harbor", "CT", "--send")
    shop.ok("--now", "2026-11-27", "quote", "decline", "1", "--reason", "price")
    past = shop.json("--now", "2026-12-01", "quote", "show", "1", "--as-of", "2026-11-25")
    assert past["state"] == "sent"
    assert shop.json("quote", "show", "1")["state"] == "declined"
    assert len(shop.json("history", "1")) >= 3, "what hangs on a lead's papers is its history"


def test_gates_see_quotes(shop: Salesmap) -> None:
    shop.ok("quote", "new", "harbor", "CT", "--send")
    shop.ok("lead", "advance", "1", "--to", "quote", "--force", "--note", "test")
    items = {row["item"]: row["done"] for row in shop.json("lead", "checklist", "1")}
    assert any(done for item, done in items.items()), items


def test_in_chinese(shop: Salesmap) -> None:
    answer = shop.ok("--lang", "zh", "quote", "new", "harbor", "CT", "--send")
    assert "报价单" in answer.out and "有效期至" in answer.out
    shop.ok("--lang", "zh", "quote", "revise", "1", "--why", "价格")
    assert quote(shop)["draft_version"] == 2


def test_what_is_so_already_is_no_change(shop: Salesmap) -> None:
    shop.ok("lead", "add", "A")
    shop.ok("quote", "new", "A", "Work", "--price", "10", "--discount", "1", "--text", "hello")
    before = shop.json("history")
    for line in (
        "text 1 hello", "discount 1 0", "round 1 0", "set 1 1 --price 10", "set 1 1 --discount 1",
    ):  # fmt: skip
        assert "Quote draft 1 is unchanged: 9 CNY." in shop.ok("quote", *line.split()).out
    assert shop.json("history") == before


def test_a_draft_is_named_and_typed_in_the_language_of_the_screen(shop: Salesmap) -> None:
    shop.ok("lead", "add", "海港")
    made = shop.ok("quote", "new", "海港", "安装", "--price", "10", SALESMAP_LANG="zh")
    assert "草稿 1" in made.out
    shop.ok("quote", "discount", "草稿 1", "10%", SALESMAP_LANG="zh")
    assert shop.json("quote", "show", "草稿1")["id"] == shop.json("quote", "show", "draft 1")["id"]
    assert "草稿 1" in shop.ok("history", "--limit", "1", SALESMAP_LANG="zh").out
    assert "draft 1" in shop.ok("history", "--limit", "1").out
    assert "草稿 1" in shop.ok("find", "海港", SALESMAP_LANG="zh").out
    refused = shop.run("quote", "accept", "草稿 1", SALESMAP_LANG="zh")
    assert refused.code == 4 and "salesmap quote send 1" in refused.err


def test_a_tax_rate_belongs_to_the_text_beside_products(shop: Salesmap) -> None:
    shop.ok("product", "add", "SV", "Service", "--price", "900", "--tax", "6%", "--unit", "h")
    shop.ok("quote", "new", "harbor", "SV", "Work", "--price", "10", "--tax", "9%", "--unit", "day")
    assert [(line["tax_rate"], line["unit"]) for line in quote(shop)["lines"]] == [
        (0.06, "h"), (0.09, "day")]  # fmt: skip
    shop.ok("quote", "add", "1", "SV", "--tax", "9%")
    assert quote(shop)["lines"][2]["tax_rate"] == 0.09


def test_a_request_tells_what_the_draft_comes_to(shop: Salesmap) -> None:
    """The draft, and not the version that the customer has."""
    shop.ok("quote", "new", "harbor", "CT@10", "--send")
    shop.ok("quote", "revise", "1", "--why", "price")
    edited = shop.ok("quote", "discount", "1", "30%").out
    total = edited.rpartition(": ")[2]
    for line in (("ask", "1", "--why", "big"), ("approve", "1")):
        assert shop.ok("quote", *line).out.endswith(f"Q-2026-0001 v2: {total}")
    shown = shop.ok("quote", "show", "1", "--format", "table", SALESMAP_LANG="zh").out
    assert "below-floor" not in shown and "own decision" not in shown


def test_lines_of_a_template_that_cannot_be_are_told(shop: Salesmap) -> None:
    shop.ok("lead", "add", "A")
    shop.ok("product", "add", "OLD", "Old", "--price", "1")
    shop.ok("product", "retire", "OLD")
    (shop.db.parent / "templates").mkdir()
    text = 'lines = ["CT@2", "NOPE", "OLD"]\n'
    (shop.db.parent / "templates" / "house.toml").write_text(text)
    made = shop.ok("quote", "new", "A", "--template", "house")
    assert "NOPE. Product 'NOPE' not found." in made.err
    assert "OLD. Product OLD is retired." in made.err
    assert [line["code"] for line in quote(shop)["lines"]] == ["CT"]
    shop.ok("quote", "remove", "1", "1")
    told = [
        row["detail"]
        for row in shop.json("quote", "check", "1")
        if row["problem"] == "template_line"
    ]
    assert [line.rpartition(": ")[2] for line in told] == ["CT@2.", "NOPE.", "OLD."]
