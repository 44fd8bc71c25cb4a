"""Plays a script: every command in a folder and with a database of its own."""

import re
import shlex
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from conftest import ROOT, Answer, Salesmap

import salesmap as package
from acceptance.script import Script, Step

NOW = "2026-11-26T09:00:00"
_ENVIRONMENT = re.compile(r"[A-Z_]+=.*")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEMO = re.compile(r"/tmp/salesmap-demo-\w+")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Player:
    """A person at the keyboard, in one folder."""

    def __init__(self, script: Script, home: Path) -> None:
        self.script = script
        self.home = home
        self.person = Salesmap(home / "team.db", home)
        self.environment = {
            "SALESMAP_NOW": script.headers.get("now", NOW),
            "SALESMAP_LANG": script.lang,
            "SALESMAP_USER": "mei",
        }
        (home / "examples").symlink_to(ROOT / "examples")
        self.before = self.person.db.read_bytes() if self.person.db.exists() else b""

    def play(self) -> Script:
        """The same script with what its commands print now."""
        return replace(self.script, steps=tuple(map(self._played, self.script.steps)))

    def check(self) -> Answer:
        """`db check`, where the script changed its database and does not break it."""
        db = self.person.db
        if self.script.headers.get("check") == "no" or not db.exists():
            return Answer(0, "", "")
        if db.read_bytes() == self.before:
            return Answer(0, "", "")
        return self.person.run("db", "check", **self.environment)

    def uid(self) -> str:
        """What the database is called in files that left it."""
        (uid,) = self.person.sql("SELECT uid FROM identity")[0]
        return str(uid)

    def _played(self, step: Step) -> Step:
        out, err, code = step.stdin, "", 0
        if out and "DATABASE" in out:
            out = out.replace("DATABASE", self.uid())
        for words in _pipeline(step.command):
            answer = self._run(words, out)
            out, err, code = answer.out, err + answer.err, answer.code or code
        return replace(step, out=self._neutral(out or ""), err=self._neutral(err), code=code)

    def _run(self, words: list[str], stdin: str | None) -> Answer:
        environment = dict(self.environment)
        while _ENVIRONMENT.fullmatch(words[0]):
            name, _equals, value = words.pop(0).partition("=")
            environment[name] = value
        words = [word for word in words if not word.startswith("<<")]
        target = None
        for sign in ("<", ">"):
            if sign in words:
                place = words.index(sign)
                file = self.home / words[place + 1]
                words[place : place + 2] = []
                if sign == "<":
                    stdin = file.read_text(encoding="utf-8")
                else:
                    target = file
        if words[0] == "salesmap":
            answer = self._salesmap(words[1:], stdin, environment, target is None)
        else:
            answer = Answer(0, self._helper(words, stdin), "")
        if target:
            target.write_text(answer.out, encoding="utf-8")
            answer = replace(answer, out="")
        return answer

    def _salesmap(
        self, arguments: list[str], stdin: str | None, environment: dict[str, str], is_shown: bool
    ) -> Answer:
        columns = int(self.script.headers.get("terminal", 0))
        if not (columns and is_shown):
            return self.person.run(*arguments, stdin=stdin, **environment)
        environment |= {"NO_COLOR": "1", "TERM": "xterm"}
        answer = self.person.run(*arguments, stdin=stdin, terminal=columns, **environment)
        return replace(answer, out=_plain(answer.out), err=_plain(answer.err))

    def _helper(self, words: list[str], stdin: str | None) -> str:
        match words:
            case ["cat"]:
                return stdin or ""
            case ["cat", *files]:
                return "".join((self.home / file).read_text(encoding="utf-8") for file in files)
            case ["head", count, *files]:
                text = self._helper(["cat", *files], stdin)
                return "".join(text.splitlines(keepends=True)[: int(count[1:])])
            case ["cp", source, target]:
                path = self.home / target
                path = path / Path(source).name if path.is_dir() else path
                path.write_bytes((self.home / source).read_bytes())
            case ["ls"]:
                names = sorted(path.name for path in self.home.iterdir())
                return "".join(
                    f"{name}\n" for name in names if name[0] != "." and name != "examples"
                )
            case ["mkdir", folder]:
                (self.home / folder).mkdir(parents=True)
            case ["rm", file]:
                (self.home / file).unlink()
            case ["sed", "-i", change, file]:
                path = self.home / file
                _s, old, new, _flags = change.split(change[1])
                text = path.read_text(encoding="utf-8")
                assert old in text, f"{file} does not contain {old!r}"
                path.write_text(text.replace(old, new, 1), encoding="utf-8")
            case ["sqlite3", statement]:
                with closing(sqlite3.connect(self.person.db)) as connection, connection:
                    rows = connection.execute(statement).fetchall()
                return "".join("|".join(map(str, row)) + "\n" for row in rows)
            case _:
                raise ValueError(f"unknown command {words}")
        return ""

    def _neutral(self, text: str) -> str:
        """The text without what differs from machine to machine."""
        text = text.replace(str(self.home), "~").replace(package.__version__, "VERSION")
        text = text.replace(f"{tempfile.gettempdir()}/salesmap-demo-", "/tmp/salesmap-demo-")
        return _DEMO.sub("/tmp/salesmap-demo", _UUID.sub("DATABASE", text))


def _plain(text: str) -> str:
    """What a terminal shows, without escape sequences and trailing spaces."""
    text = _ESCAPES.sub("", text)
    lines = (line.rstrip() for line in re.sub(r"[^\n]*\r", "", text).split("\n"))
    return "\n".join(line for line in lines if "━" not in line)


def _pipeline(command: str) -> list[list[str]]:
    """The words of each command between `|`."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|<>")
    lexer.whitespace_split, lexer.commenters = True, ""
    commands: list[list[str]] = [[]]
    words = list(lexer)
    for index, word in enumerate(words):
        if word == "|":
            commands.append([])
        elif word == "<<" or (index and words[index - 1] == "<<"):
            continue  # the input is in the script
        else:
            commands[-1].append(word)
    return commands
