"""What papers are called: by their number, or `draft 12` until one is given."""

import re

from salesmap.core.i18n import _

_DRAFT = re.compile(r"(?:draft\s+|草稿\s*)(\d{1,18})", re.IGNORECASE)


def paper_name(number: str | None, id: int) -> str:
    """Return what a paper is called in the bound language."""
    return number or _("draft {id}").format(id=id)


def draft_prefix() -> str:
    """Return what stands before the id of a draft, for queries."""
    return _("draft {id}").format(id="")


def kept_name(number: str | None, id: int) -> str:
    """Return what a paper is called in the journal, whose texts are the same in all languages."""
    return number or f"draft {id}"


def draft_id(name: str) -> int | None:
    """Return the id of a paper that is called `draft 12`, in any language."""
    match = _DRAFT.fullmatch(name.strip())
    return int(match[1]) if match else None


def typed(name: str) -> str:
    """Return how a paper is named on the command line: by its number, a draft by its id."""
    id = draft_id(name)
    return name if id is None else str(id)
