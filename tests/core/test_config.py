"""Settings: flag, environment, the folder's file, the user's file, default; and where each comes from."""

from pathlib import Path

from conftest import Answer, Salesmap


def setting(answer: list[dict[str, str]], name: str) -> tuple[str, str]:
    (row,) = (row for row in answer if row["setting"] == name)
    return row["value"], row["origin"]


def test_order(salesmap: Salesmap) -> None:
    environment = {"SALESMAP_USER": "", "SALESMAP_NOW": ""}
    salesmap.ok("config", "set", "user", "from-home", **environment)
    (salesmap.home / "salesmap.toml").write_text('# the team\nuser = "from-folder"\n')
    show = ("config", "show")
    assert setting(salesmap.json("--user", "flag", *show), "user") == ("flag", "--user")
    assert setting(salesmap.json(*show, SALESMAP_USER="env"), "user") == ("env", "SALESMAP_USER")
    assert setting(salesmap.json(*show, **environment), "user") == (
        "from-folder",
        str(salesmap.home / "salesmap.toml"),
    )
    (salesmap.home / "salesmap.toml").unlink()
    assert setting(salesmap.json(*show, **environment), "user") == (
        "from-home",
        str(salesmap.home / ".config/salesmap/config.toml"),
    )
    assert setting(salesmap.json(*show), "currency") == ("CNY", "default")


def test_set_keeps_comments_and_refuses_nonsense(salesmap: Salesmap) -> None:
    file = salesmap.home / "salesmap.toml"
    file.write_text('# the team\nuser = "mei" # her\n')
    salesmap.ok("config", "set", "--here", "limit", "20")
    assert file.read_text() == '# the team\nuser = "mei" # her\nlimit = 20\n'
    for key, value in (("limit", "many"), ("lang", "fr"), ("nix", "1"), ("color", "red")):
        assert salesmap.run("config", "set", key, value).code == 2
    file.write_text("limit = [")
    broken = salesmap.run("lead", "list")
    assert (broken.code, len(broken.err.splitlines())) == (2, 1)


def test_database_named_in_the_folders_file(salesmap: Salesmap, tmp_path: Path) -> None:
    (salesmap.home / "salesmap.toml").write_text('db = "team.db"\n')
    salesmap.ok("lead", "add", "Acme", SALESMAP_DB="")
    assert (salesmap.home / "team.db").is_file()


def test_database_is_made_where_the_user_keeps_data(salesmap: Salesmap) -> None:
    assert salesmap.run("lead", "list", SALESMAP_DB="").code == 5
    salesmap.ok("lead", "add", "Acme", SALESMAP_DB="")
    made = salesmap.home / ".local/share/salesmap/salesmap.db"
    assert made.stat().st_mode & 0o777 == 0o600


def test_flags_that_cannot_be_read(salesmap: Salesmap) -> None:
    def refused(*arguments: str, **environment: str) -> Answer:
        done = salesmap.run(*arguments, "due", **environment)
        assert len(done.err.splitlines()) == 1
        return done

    assert refused("--now", "soon").code == 2
    assert refused("--color", "red").code == 2
    assert refused("--db", "").code == 2
    assert refused("--db", "postgresql://host/db").code == 5
    assert refused(SALESMAP_TIMEZONE="Mars/Base").code == 2
    assert salesmap.ok("--db", f"sqlite:///{salesmap.db}", "due").code == 0


def test_init(newcomer: Salesmap) -> None:
    assert newcomer.run("init", "--map", "nix").code == 3
    assert not newcomer.db.exists()
    newcomer.ok("init")
    assert newcomer.run("init").code == 4
    assert newcomer.json("db", "info")["pipeline"] == "six-stage"


def test_a_map_of_ones_own(newcomer: Salesmap) -> None:
    """Nothing in the code knows a stage's name."""
    lines = ['key = "short"', 'label = { en = "Short", zh = "短流程" }']
    for key, phase in (("eins", "before"), ("zwei", "before")):
        lines += [
            "[[stage]]",
            f'key = "{key}"',
            f'label = {{ en = "{key}", zh = "{key}" }}',
            f'phase = "{phase}"',
        ]
        lines += ["probability = 0.5", "quiet_days = 5", "response_hours = 24"]
    file = newcomer.home / "short.toml"
    file.write_text("\n".join(lines))
    newcomer.ok("init", "--map", str(file))
    newcomer.ok("lead", "add", "Acme")
    assert newcomer.json("lead", "advance", "1")["stage"] == "zwei"
    won = newcomer.json("lead", "advance", "1")
    assert (won["stage"], won["status"]) == ("zwei", "won"), (
        "no stage after the win: it stays where it was won"
    )
    assert [row["stage"] for row in newcomer.json("funnel")] == ["eins", "zwei", "won"]
    assert newcomer.json("lead", "reopen", "1")["stage"] == "zwei"
    for broken, word in (
        ("key = 1", "pipeline"),
        ("\n".join(lines).replace("before", "after"), "win"),
        ("[[", "TOML"),
    ):
        file.write_text(broken)
        refused = Salesmap(newcomer.home / "x.db", newcomer.home).run("init", "--map", str(file))
        assert (refused.code, len(refused.err.splitlines())) == (2, 1), (refused, word)


def test_an_option_behind_the_command_that_stands_before_it(salesmap: Salesmap) -> None:
    refused = salesmap.run("lead", "list", "--now", "2026-11-01")
    assert (refused.code, refused.err) == (
        2,
        "--now is a global option: put it before the command, as in salesmap --now … lead list.\n",
    )


def test_a_setting_of_a_table(salesmap: Salesmap) -> None:
    file = salesmap.home / ".config/salesmap/config.toml"
    salesmap.ok("config", "set", "limit", "20")
    file.write_text(file.read_text() + '[later]\nkey = "x"\n')
    salesmap.ok("config", "set", "print.font", "/a.ttf")
    assert setting(salesmap.json("config", "show"), "print.font") == ("/a.ttf", str(file))
    environment = {"SALESMAP_PRINT_FONT": "/b.ttf"}
    assert salesmap.ok("config", "get", "print.font", **environment).out == "/b.ttf\n"
    file.write_text('[print]\nfont = "/c.ttf" # ours\n')
    assert salesmap.ok("config", "get", "print.font").out == "/c.ttf\n"
    salesmap.ok("config", "set", "print.font", "/d.ttf")
    assert file.read_text() == '[print]\nfont = "/d.ttf" # ours\n'
    salesmap.ok("config", "unset", "print.font")
    assert salesmap.ok("config", "get", "print.font").out == "\n"
