"""A plain field of a lead is a line of the table of fields, a column of the model, a migration."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Salesmap
from support.machine.typist import Typist, typist


def insert_after(path: Path, line: str, new: str) -> None:
    """Insert a line after the first one that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(index for index, each in enumerate(lines) if each.startswith(line))
    path.write_text("".join([*lines[: place + 1], new + "\n", *lines[place + 1 :]]), "utf-8")


class Program:
    """A copy of the program in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        ignored = shutil.ignore_patterns("__pycache__")
        self.package = Path(shutil.copytree(ROOT / "salesmap", folder / "salesmap", ignore=ignored))
        self.person = Salesmap(folder / "test.db", folder)
        self.typists: dict[str, Typist] = {}

    def python(self, *arguments: str) -> str:
        """Run a module by Python, with the folder before all others to import from."""
        answer = subprocess.run(
            (sys.executable, "-m", *arguments), cwd=self.folder, env=self.person.environment(),
            text=True, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert answer.returncode == 0, (arguments, answer.stderr)
        return answer.stdout

    def run(self, *arguments: str, lang: str = "en") -> str:
        """Run a command of the extended program: one process in each language runs them all."""
        answer = self.typists[lang](*arguments)
        assert answer.code == 0, (arguments, answer.err)
        return answer.out

    def json(self, *arguments: str, lang: str = "en") -> list[dict[str, object]]:
        return json.loads(self.run(*arguments, "--format", "json", lang=lang))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program with a field more, and a database that it upgraded."""
    program = Program(tmp_path_factory.mktemp("program"))
    program.python("salesmap", "lead", "add", "Old")
    package = program.package
    insert_after(
        package / "domain/fields.py", '    _plain("industry"', '    _plain("segment", "细分市场"),'
    )
    insert_after(
        package / "store/models/leads.py", "    industry:", "    segment: str | None = None"
    )
    version = package / "store/file/version.py"
    text = version.read_text("utf-8")
    number = len(list((package / "store/migrations/versions").glob("0*.py")))
    assert f"VERSION = {number}\n" in text
    version.write_text(text.replace(f"VERSION = {number}\n", f"VERSION = {number + 1}\n"), "utf-8")
    (package / f"store/migrations/versions/{number + 1:04}_segment.py").write_text(
        f'from alembic import op\nrevision = "{number + 1:04}"\ndown_revision = "{number:04}"\n'
        'def upgrade():\n    op.execute("ALTER TABLE lead ADD COLUMN segment VARCHAR")\n'
    )
    program.python("salesmap.store.generate")
    with (
        typist(program.person, "en", alone=True) as english,
        typist(program.person, "zh", alone=True) as chinese,
    ):
        program.typists |= {"en": english, "zh": chinese}
        program.run("db", "upgrade")
        yield program


def test_typed_shown_and_found(extended: Program) -> None:
    extended.run("lead", "add", "Typed", "--segment", "clinics")
    extended.run("lead", "edit", "Old", "--segment", "labs")
    assert "--segment TEXT" in extended.run("lead", "edit", "--help")
    assert "细分市场。" in extended.run("lead", "add", "--help", lang="zh")
    found = extended.json("lead", "list", "segment=CLINICS")
    assert [(row["name"], row["segment"]) for row in found] == [("Typed", "clinics")]
    assert [row["name"] for row in extended.json("lead", "list", "细分市场=labs")] == ["Old"]
    assert [row["name"] for row in extended.json("lead", "list", "--sort", "segment")] == [
        "Typed",
        "Old",
    ]
    assert "细分市场" in extended.run("lead", "list", "--fields", "name,segment", "-f", "table", lang="zh")  # fmt: skip


def test_counted_and_required(extended: Program) -> None:
    extended.run("lead", "add", "Counted", "--segment", "schools")
    rows = extended.json("report", "velocity", "--by", "segment")
    assert "schools" in {row["segment"] for row in rows}
    assert extended.json("report", "velocity", "segment=schools", "--by", "细分市场")
    source = extended.folder / "map.toml"
    extended.run("map", "export", str(source))
    text = source.read_text("utf-8").replace('field = "source"', 'field = "segment"', 1)
    assert 'field = "segment"' in text
    source.write_text(text, "utf-8")
    extended.run("map", "check", str(source))


def test_brought_in_sent_out_and_merged(extended: Program) -> None:
    sheet = extended.folder / "leads.csv"
    sheet.write_text("id,name,细分市场\nS1,From a file,hotels\nS2,The same,\n", "utf-8")
    extended.run("lead", "import", str(sheet))
    assert extended.json("lead", "show", "x:S1")["segment"] == "hotels"  # type: ignore[call-overload]
    assert "segment" in extended.run("lead", "export").splitlines()[0]
    sheet.write_text("id,name,segment\nS1,From a file,inns\n", "utf-8")
    extended.run("lead", "import", str(sheet), "--on-duplicate", "update")
    assert extended.json("lead", "show", "x:S1")["segment"] == "inns"  # type: ignore[call-overload]
    ids = [str(extended.json("lead", "show", name)["id"]) for name in ("x:S2", "x:S1")]  # type: ignore[call-overload]
    extended.run("dup", "merge", *ids, "--yes")
    assert extended.json("lead", "show", "x:S2")["segment"] == "inns"  # type: ignore[call-overload]
    extended.run("undo")
    assert extended.json("lead", "show", "x:S2")["segment"] is None  # type: ignore[call-overload]


def test_known_to_scripts(extended: Program) -> None:
    script = extended.folder / "script.py"
    script.write_text(
        "import salesmap\n"
        "with salesmap.open('test.db', user='mei') as db:\n"
        "    print(db.leads.add('By script', segment='farms')['segment'])\n"
    )
    assert extended.python("script").strip() == "farms"
