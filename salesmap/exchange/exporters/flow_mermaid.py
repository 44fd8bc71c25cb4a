"""The flow chart as Mermaid text, for wikis and documents."""

from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.core.page import ChartPipeline


def mermaid(flows: Sequence[ChartPipeline]) -> str:
    """A flowchart; a pipeline of several is a subgraph. Texts cannot become syntax."""
    lines = ["flowchart TD"]
    for number, flow in enumerate(flows):
        indent = "  "
        if len(flows) > 1:
            lines.append(f'  subgraph p{number}["{_quoted(flow.title)}"]')
            indent = "    "
        for place, box in enumerate(flow.boxes):
            told = [
                box.title,
                box.owner,
                box.action,
                box.live,
                *(f"⚠ {alarm}" for alarm in box.alarms),
            ]
            lines.append(
                f'{indent}p{number}s{place}["{"<br/>".join(_quoted(line) for line in told if line)}"]'
            )
        for place in range(1, len(flow.boxes)):
            before, here = flow.boxes[place - 1 : place + 1]
            mark = (
                f'|"{_quoted(_("won"))}"|' if here.is_after_win and not before.is_after_win else ""
            )
            lines.append(f"{indent}p{number}s{place - 1} -->{mark} p{number}s{place}")
        if len(flows) > 1:
            lines.append("  end")
        alarmed = [f"p{number}s{place}" for place, box in enumerate(flow.boxes) if box.alarms]
        if alarmed:
            lines.append(f"  class {','.join(alarmed)} alarm")
    if any(box.alarms for flow in flows for box in flow.boxes):
        lines.append("  classDef alarm stroke:#c62828,stroke-width:3px")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """Text within a quoted label: what Mermaid or HTML would read is written as an entity."""
    shown = "".join(character if character.isprintable() else " " for character in text)
    return "".join(
        f"#{ord(character)};" if character in '"<>&#;`\\{}|' else character
        for character in " ".join(shown.split())
    )
