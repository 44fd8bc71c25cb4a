"""The driver is imported without what costs every command time, and TLS works all the same."""

import subprocess
import sys


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_python_s_ssl_is_not_imported_with_the_driver() -> None:
    driver = "import sys, salesmap.store.server, psycopg2;"
    assert run(f"{driver} print('ssl' in sys.modules)") == "False"
    assert run(f"{driver} import ssl; print(ssl.SSLContext.__name__)") == "SSLContext"


def test_ssl_that_is_there_stays_there() -> None:
    program = "import sys, ssl, salesmap.store.server; print(sys.modules['ssl'] is ssl)"
    assert run(program) == "True"
