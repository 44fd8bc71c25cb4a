"""The story of `library/test_second_half.py` once more, on a server."""

import pytest
from library import test_second_half as story
from support.machine.postgres import Server

import salesmap
from salesmap.library.database import OpenDatabase

pytestmark = pytest.mark.long
lead = story.lead


@pytest.fixture
def db(server: Server) -> OpenDatabase:
    return salesmap.open(server.url(server.create()), user="mei", now=story.NOW)


for _name, _test in vars(story).items():
    if _name.startswith("test_"):
        globals()[_name] = _test
