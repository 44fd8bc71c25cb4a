"""What a form page puts before the answers."""

from pathlib import Path
from typing import Any

from salesmap.exchange.pages.form_page import FORMAT
from salesmap.reports.activity.calendar_feed import database_uid
from salesmap.reports.lead.form_token import form_token
from salesmap.store.database import Database
from salesmap.store.file.connection import read_connection


def head_of(db: Path, form: str, lead: int) -> dict[str, Any]:
    """Return the head of the answers to a form that was exported for a lead."""
    with read_connection(Database(db, "test")) as connection:
        return {
            "salesmap_form": FORMAT,
            "form": form,
            "book": database_uid(connection),
            "lead": lead,
            "token": form_token(connection, form, lead),
        }
