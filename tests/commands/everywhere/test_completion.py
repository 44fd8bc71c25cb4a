"""Completion: what the shells ask and are answered, and whether the line that a person accepts works."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Salesmap

NAMES = ("Acme", "Acme Harbour Quay", 'Acme\'s "best" $deal', "Acme, Inc: east", "远大 电子", "*")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory, blank_database: Path) -> Salesmap:
    """A database with names that shells trip over, and a `salesmap` to be found on the path; nobody here writes in it."""
    salesmap = Salesmap(
        Path(shutil.copy(blank_database, tmp_path_factory.mktemp("completion"))),
        tmp_path_factory.mktemp("home"),
    )
    for name in NAMES:
        salesmap.ok("lead", "add", name, "--owner", "王 伟" if name == "Acme" else "lin")
    program = salesmap.home / "bin" / "salesmap"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m salesmap "$@"\n')
    program.chmod(0o755)
    return salesmap


def environment(database: Salesmap, **more: str) -> dict[str, str]:
    return database.environment(LANG="C.UTF-8", LC_ALL="C.UTF-8", **more) | {
        "PATH": f"{database.home / 'bin'}:{os.environ['PATH']}"
    }


def query(database: Salesmap, shell: str, line: str, number: int) -> list[str]:
    """The answer's lines, asked as the shell's script asks."""
    position = line.rpartition(" ")[2] if shell == "fish" else str(number)
    answer = database.run(
        _SALESMAP_COMPLETE=f"{shell}_complete", COMP_WORDS=line, COMP_CWORD=position
    )
    assert (answer.code, answer.err) == (0, "")
    return answer.out.splitlines()


def test_commands_and_verbs(database: Salesmap) -> None:
    assert query(database, "bash", "salesmap fol", 1) == ["plain,followup"]
    assert query(database, "bash", "salesmap lead a", 2) == [
        "plain,add",
        "plain,advance",
        "plain,assign",
    ]
    assert query(database, "bash", "salesmap lead list --ow", 3) == ["plain,--owner"]
    assert "funnel" in query(database, "zsh", "salesmap ", 1)
    assert any(
        line.startswith("plain,followup\t") for line in query(database, "fish", "salesmap fol", 1)
    )


def test_stages_and_owners(database: Salesmap) -> None:
    stages = [stage for (stage,) in database.sql("SELECT key FROM stage ORDER BY position")]
    assert query(database, "bash", "salesmap lead list --stage ", 4) == [
        f"plain,{stage}" for stage in stages
    ]
    assert query(database, "bash", "salesmap lead list --owner LI", 4) == ["plain,lin"]
    assert query(database, "bash", "salesmap lead list --owner = LI", 5) == ["plain,lin"], (
        "bash takes --owner=LI for three words"
    )
    assert query(database, "zsh", "salesmap due --owner 王", 3) == ["plain", "王 伟", "_"]


def test_products_and_their_prices(database: Salesmap) -> None:
    database.ok("product", "add", "CT", "Counter", "--price", "9", "--category", "Hardware")
    database.ok("price", "set", "CT", "8", "--list", "Dealers")
    database.ok("price", "set", "CT", "7", "--tier", "A")
    for line, word in (
        ("product show c", "CT"), ("quote new 1 c", "CT"), ("quote add 1 Ct", "CT"), ("price set CT 8 --list dea", "Dealers"), ("price list --tier ", "A"),
        ("product list --category h", "Hardware"),
    ):  # fmt: skip
        words = f"salesmap {line}"
        found = query(database, "bash", words, words.count(" "))
        assert word in [each.removeprefix("plain,") for each in found], line


def test_tiers(database: Salesmap) -> None:
    assert query(database, "bash", "salesmap customer tier acme ", 4) == [
        "plain,A",
        "plain,B",
        "plain,C",
    ]
    assert query(database, "bash", "salesmap customer list --tier b", 4) == ["plain,B"]


def test_names_in_any_case_and_script(database: Salesmap) -> None:
    assert query(database, "bash", "salesmap lead show acme\\ har", 3) == [
        "plain,Acme\\ Harbour\\ Quay"
    ]
    assert query(database, "bash", "salesmap lead show 'acme har", 3) == ["plain,Acme Harbour Quay"]
    assert query(database, "bash", "salesmap lead show 远", 3) == ["plain,远大\\ 电子"]
    assert query(database, "fish", "salesmap lead show 远", 3) == ["plain,远大 电子\tlin"]


def test_no_book_no_answer(newcomer: Salesmap) -> None:
    assert query(newcomer, "bash", "salesmap lead show A", 3) in ([], [""])
    assert not newcomer.db.exists()


def test_unknown_shell(database: Salesmap) -> None:
    assert (
        database.run(_SALESMAP_COMPLETE="csh_complete", COMP_WORDS="salesmap ", COMP_CWORD="1").code
        == 1
    )


@pytest.mark.parametrize(
    "begun", ["acme\\ ", "'Acme ", '"Acme ', "Acme,", "acme\\'", "'acme'\\''", "远", "\\*"]
)
def test_bash(database: Salesmap, begun: str) -> None:
    """Each reply, put where the word was begun, is a lead's name to bash."""
    bash = need("bash")
    quote = begun[0] if begun[0] in "'\"" else ""
    mark = quote.replace('"', '\\"')
    script = f"""
        source <(salesmap completion bash)
        COMP_WORDS=(salesmap lead show {shlex.quote(begun)}); COMP_CWORD=3
        compopt() {{ :; }}
        _salesmap_completion salesmap
        for reply in "${{COMPREPLY[@]}}"; do
            eval "printf '%s\\n' {mark}$reply{mark}"
        done
    """
    names = output(database, bash, "--norc", "-c", script).splitlines()
    assert names
    assert set(names) <= set(NAMES)


def test_fish(database: Salesmap) -> None:
    fish = need("fish")
    lines = ("salesmap lead show Acme", "salesmap lead show 远", "salesmap fol")
    script = "salesmap completion fish | source; " + "; ".join(
        f"complete -C '{line}'" for line in lines
    )
    answers = [
        line.split("\t")[0]
        for line in output(database, fish, "--no-config", "-c", script).splitlines()
    ]
    assert [answer.replace("\\", "") for answer in answers] == [
        "Acme",
        *sorted(NAMES[1:4]),
        "远大 电子",
        "followup",
    ]


AT_A_TERMINAL = {
    "bash": (
        "bash --norc --noprofile",
        "source <(salesmap completion bash)",
        {
            "salesmap lead show acme\\ h": "Acme Harbour Quay",
            "salesmap lead show 'Acme H": "Acme Harbour Quay",
            "salesmap lead show acme\\'": 'Acme\'s "best" $deal',
            "salesmap lead list --owner=王": "王 伟",
        },
    ),
    "zsh": (
        "zsh -f",
        "autoload -Uz compinit; compinit -u -d ~/dump; source <(salesmap completion zsh)",
        {
            "salesmap lead show acme\\ h": "Acme Harbour Quay",
            "salesmap lead show 'Acme H": "Acme Harbour Quay",
            "salesmap lead show Acme,": "Acme, Inc: east",
            "salesmap lead show 远": "远大 电子",
        },
    ),
    "fish": (
        "fish --no-config",
        "salesmap completion fish | source",
        {
            "salesmap lead show acme\\ h": "Acme Harbour Quay",
            "salesmap lead show Acme,": "Acme, Inc: east",
            "salesmap lead show 远": "远大 电子",
        },
    ),
}


@pytest.mark.parametrize("shell", AT_A_TERMINAL)
def test_at_a_terminal(database: Salesmap, terminal: "Terminal", shell: str) -> None:
    """Type the beginning, TAB, Enter: the lead is there."""
    need(shell)
    start, setting, lines = AT_A_TERMINAL[shell]
    terminal.start(start)
    terminal.type(f"{setting}; echo rea''dy")
    terminal.wait_for("ready")
    for number, (typed, meant) in enumerate(lines.items()):
        terminal.keys(typed)
        terminal.press("Tab")
        terminal.wait_for(meant[-2:])  # the line may have quotes or backslashes in between
        terminal.type(f" > out{number}; echo do''ne {number}")
        terminal.wait_for(f"done {number}")
        assert meant in (database.home / f"out{number}").read_text(encoding="utf-8"), (
            terminal.screen()
        )
        terminal.type("clear")


class Terminal:
    """A screen with a person's hands on the keys."""

    def __init__(self, folder: Path, socket: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.tmux = ["tmux", "-S", str(socket), "-f", "/dev/null"]
        self.environment = environment

    def start(self, command: str) -> None:
        self._tmux("new-session", "-d", "-x", "160", "-y", "40", command)

    def keys(self, text: str) -> None:
        self._tmux("send-keys", "-l", "--", text)

    def press(self, key: str) -> None:
        self._tmux("send-keys", key)

    def type(self, line: str) -> None:
        self.keys(line)
        self.press("Enter")

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p")

    def wait_for(self, text: str) -> None:
        for _attempt in range(150):
            if text in self.screen():
                return
            time.sleep(0.1)
        pytest.fail(f"{text!r} never came:\n{self.screen()}")

    def stop(self) -> None:
        subprocess.run([*self.tmux, "kill-server"], capture_output=True, check=False)

    def _tmux(self, *arguments: str) -> str:
        return subprocess.run(
            [*self.tmux, *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        ).stdout


@pytest.fixture
def terminal(database: Salesmap, tmp_path: Path) -> Iterator[Terminal]:
    need("tmux")
    terminal = Terminal(
        database.home, tmp_path / "socket", environment(database, TERM="screen", SHELL="/bin/sh")
    )
    yield terminal
    terminal.stop()


def need(program: str) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"there is no {program} on this machine")
    return found


def output(database: Salesmap, *command: str) -> str:
    done = subprocess.run(
        command,
        env=environment(database),
        cwd=database.home,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout
