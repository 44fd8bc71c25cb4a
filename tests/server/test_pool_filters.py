"""The filters of pools on a server: it tells the pool of a claimed lead itself, or says why not."""

import json
from collections.abc import Iterator

import psycopg2
import pytest
from conftest import assert_refused
from support.machine.postgres import server as started

from server.test_changing_hands import owner
from server.test_rights import REFUSED, Team

_POOLS = """
[[pool]]
key = "big"
when = ["value>=100k"]
days = 30
per_day = 1
cooldown = 7

[[pool]]
key = "picked"
when = ["{filter}"]
days = 30
per_day = 1
cooldown = 7

[[pool]]
key = "public"
days = 10
per_day = 9
cooldown = 3
"""
_LEADS = (
    ("Big", "--company", "Acme Ltd", "--value", "200k", "--source", "web", "--tag", "vip"),
    ("Small", "--company", "Bolt", "--value", "1.5k", "--source", "Web ", "--region", "east"),
    ("展会客户", "--company", "云帆", "--source", "展会", "--region", "west", "--value", "12000"),
    ("None", "--contact", "Al", "--phone", "13800138000", "--email", "al@acme.com"),
    ("Café", "--company", "Müller", "--source", "café", "--close", "2030-01-15"),
    ("Custom", "--set", "size=40", "--set", "colour=Red", "--tag", "VIP east"),
)
_TOLD = (
    "source=web", "source=WEB", "source=展会", "source!=web", "source=", "source!=",
    "source~e", "region=east", "region!=east", "value>1k", "value>=1.2万", "value<200,000",
    "value=", "value!=1500", "name~big", "customer=云帆", "customer~acme", "tag=vip", "tag!=vip",
    "tag~east", "stage=lead", "stage!=lead", "pipeline=six-stage", "status=open", "currency=CNY",
    "email=AL@acme.com", "contact=al", "phone~1380", "owner=", "owner!=", "owner=ann", "owner!=ann",
    "size>9", "size=40", "size<=40", "colour=red", "colour!=red", "fields.colour=RED", "colour~re",
    "expected_close>2030-01-01", "expected_close=", "expected_close<+30d", "created_at<-30d",
    "created_at>=-2w", "created_at=today", "tier=", "industry=",
)  # fmt: skip
_NOT_TOLD = ("source=café", "created_at<next fri", "value>$12k", "version>1", "colour>a")


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a team of lin and ann, with leads of all kinds in the pool."""
    with started() as server:
        made = Team(server, tmp_path_factory.mktemp("team"), server.create())
        made.owner("init")
        made.owner("member", "add", "lin", "--role", "admin")
        made.owner("member", "add", "ann")
        made.owner("db", "grant", "ann")
        for lead in _LEADS:
            made.owner("lead", "add", *lead, "--new-field", "--owner", "")
        yield made
        for connection in made.connections.values():
            connection.close()


def _apply(team: Team, text: str) -> None:
    base, path = team.folder / "base.toml", team.folder / "map.toml"
    if not base.exists():
        team.owner("map", "export", str(base))
    path.write_text(base.read_text(encoding="utf-8") + text, encoding="utf-8")
    team.owner("map", "apply", str(path), "--yes")


def _passing(team: Team, text: str) -> dict[int, bool | None]:
    literal = text.replace("'", "''")
    sql = f"SELECT l.id, salesmap.passes(to_jsonb(l), ARRAY['{literal}'], current_date) FROM lead l"
    return dict(team.server.sql(sql, team.name))


@pytest.mark.parametrize("text", [*_TOLD, *_NOT_TOLD])
def test_the_server_and_the_command_agree(team: Team, text: str) -> None:
    """Whatever the server tells of a filter is what lists are filtered by."""
    listed = team.owner("lead", "list", text, "--format", "ids").out.split()
    told = _passing(team, text)
    assert {id for id, holds in told.items() if holds} <= set(map(int, listed))
    assert {id for id, holds in told.items() if holds is False}.isdisjoint(map(int, listed))
    if text in _TOLD:
        unknown = {id for id, holds in told.items() if holds is None}
        assert unknown <= {5}, "but for the lead with accents"
    else:
        assert None in told.values()


@pytest.mark.parametrize("rule", ["public", "picked", None])
def test_a_claim_in_the_name_of_another_pool_is_forged(team: Team, rule: str | None) -> None:
    _apply(team, _POOLS.replace("{filter}", "source=展会"))
    said = "NULL" if rule is None else f"'{rule}'"
    forged = (
        "INSERT INTO owner_change (lead_id, kind, owner_before, owner_after, rule, at, changed_on,"
        " actor, recorded_at, version) SELECT 1, 'claimed', NULL, 'ann', {rule}, t,"
        " substr(t, 1, 10), 'ann', t, 1 FROM (SELECT to_char(now() AT TIME ZONE 'UTC',"
        ' \'YYYY-MM-DD"T"HH24:MI:SS"Z"\') AS t) x',
        "UPDATE lead SET owner = 'ann', assigned_at = to_char(now() AT TIME ZONE 'UTC',"
        ' \'YYYY-MM-DD"T"HH24:MI:SS"Z"\'), version = version + 1 WHERE id = 1',
    )
    with pytest.raises(psycopg2.Error):
        team.sql("ann", *(statement.replace("{rule}", said) for statement in forged))
    assert owner(team, 1) is None


def test_claims_by_filters_of_many_kinds(team: Team) -> None:
    _apply(team, _POOLS.replace("{filter}", "source=展会"))
    for lead, pool in ((1, "big"), (3, "picked"), (2, "public")):
        team.run("ann", "pool", "claim", str(lead))
        rows = json.loads(team.run("ann", "pool", "history", str(lead), "--format", "json").out)
        assert rows[0]["rule"] == pool
        team.run("ann", "undo")
    team.run("ann", "pool", "claim", "1")
    team.owner("lead", "edit", "2", "--value", "150k")
    assert_refused(team.try_("ann", "pool", "claim", "2"), REFUSED, "a day")
    team.owner("undo")
    team.run("ann", "undo")


def test_a_pool_that_the_server_cannot_tell_is_named(team: Team) -> None:
    """Nobody claims by a filter that it does not understand, but what is of an earlier pool."""
    _apply(team, _POOLS.replace("{filter}", "source=café"))
    refused = team.try_("ann", "pool", "claim", "2", "--format", "json")
    assert refused.code == REFUSED
    assert json.loads(refused.err)["code"] == "pool_not_told" and "source=café" in refused.err
    assert owner(team, 2) is None
    team.run("ann", "pool", "claim", "5")
    team.run("ann", "undo")
    team.run("ann", "pool", "claim", "1")
    team.run("ann", "undo")
    team.owner("lead", "assign", "2", "ann")
    team.owner("undo")
