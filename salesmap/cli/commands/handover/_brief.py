"""The brief of a handover as Markdown, or as a page that works offline."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.team.brief import Topic

_HTML = (".html", ".htm")


def brief_of(context: AppContext, name: str, among: Collection[int] | None = None) -> "list[Topic]":
    """Return the brief of what is open and somebody's; of some leads only, if given."""
    from salesmap.reports.team.brief import brief

    with context.read_connection() as connection:
        return brief(connection, name, context.lang, among)


def brief_text(context: AppContext, name: str, topics: "Sequence[Topic]", path: Path) -> str:
    """Return a brief as a file of this name holds it: HTML or Markdown."""
    if path.suffix.casefold() in _HTML:
        return _page(context, name, topics)
    return markdown(context, name, topics) + "\n"


def markdown(context: AppContext, name: str, topics: "Sequence[Topic]") -> str:
    """Return a brief as Markdown."""
    lines = [f"# {_title(name)}", "", _as_of(context), ""]
    if not topics:
        lines.append(_("Nothing open belongs to {name}.").format(name=name))
    for topic in topics:
        lines += [f"## {topic.title}", ""]
        if topic.facts:
            lines += [" · ".join(topic.facts), ""]
        for heading, entries in topic.parts:
            lines += [f"**{heading}**", "", *(f"- {entry}" for entry in entries), ""]
    return "\n".join(lines).rstrip("\n")


def _page(context: AppContext, name: str, topics: "Sequence[Topic]") -> str:
    from salesmap.core.page import Block
    from salesmap.exchange.pages.board_page import page

    blocks = []
    for number, topic in enumerate(topics):
        rows = [
            (heading if place == 0 else "", entry)
            for heading, entries in topic.parts
            for place, entry in enumerate(entries)
        ]
        title = f"{topic.title} · {' · '.join(topic.facts)}" if topic.facts else topic.title
        blocks.append(
            Block(
                title,
                (_("What"), _("Details")),
                tuple(rows),
                nothing=_("Nothing is planned."),
                key=f"topic-{number}",
            )
        )
    return page(_title(name), (_as_of(context),), blocks, context.lang, is_whole=True)


def _title(name: str) -> str:
    return _("Handover from {name}").format(name=name)


def _as_of(context: AppContext) -> str:
    moment = context.clock.now().astimezone(context.clock.zone)
    return _("As of {moment}").format(moment=f"{moment:%Y-%m-%d %H:%M}")
