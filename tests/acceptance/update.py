"""`python -m tests.acceptance.update [NAME…]`: write into scripts what the program prints now."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from acceptance.player import Player
from acceptance.sample import Databases
from acceptance.script import read, scripts, written
from salesmap.locale.compile import compile_all


def main(names: list[str]) -> int:
    """Update the scripts whose name contains one of these; all of them without any."""
    compile_all()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        databases = Databases(Path(folder, "databases"))
        for number, path in enumerate(scripts()):
            script = read(path)
            if names and not any(name in script.name for name in names):
                continue
            home = Path(folder, str(number))
            home.mkdir()
            databases.put(script, home)
            player = Player(script, home)
            text = written(player.play())
            check = player.check()
            if check.code:
                failed += 1
                print(f"{script.name}: db check fails: {check.out}{check.err}")
            if text != path.read_text(encoding="utf-8"):
                path.write_text(text, encoding="utf-8")
                print(f"updated {script.name}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
