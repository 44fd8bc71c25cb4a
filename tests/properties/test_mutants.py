"""The tests notice when the code of actions and domain is changed at random places."""

import subprocess
import sys

import pytest
from conftest import ROOT

from tests.mutation.relevant import TESTS

SAMPLE, SEED, LEAST, MINUTES = 40, 2026, 0.725, 10
"""A floor for so few; the score to reach over a sample of 300 is 0.85."""


@pytest.mark.long
def test_mutants_are_noticed(capfd: pytest.CaptureFixture[str]) -> None:
    """The survivors and the score are printed, also where the test passes."""
    options = {
        "--sample": SAMPLE,
        "--seed": SEED,
        "--processes": 1,
        "--least": LEAST,
        "--minutes": MINUTES,
    }
    words = [str(word) for option in options.items() for word in option]
    with capfd.disabled():
        command = [sys.executable, "-m", "tests.mutation", *words]
        done = subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False, timeout=1800)
    assert done.returncode == 0


def test_the_tests_of_every_module_exist() -> None:
    for module, tests in TESTS.items():
        assert (ROOT / module).exists(), module
        assert all((ROOT / test).exists() for test in tests), module
