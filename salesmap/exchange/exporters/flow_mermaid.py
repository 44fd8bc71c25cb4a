"""The flow charts of the pipelines as Mermaid text, for wikis and documents."""

from collections.abc import Iterator, Sequence

from salesmap.core.i18n import _
from salesmap.core.page import ChartPipeline, ChartStage


def mermaid(charts: Sequence[ChartPipeline]) -> str:
    """Return a flowchart; of several pipelines, each is a subgraph. Texts are escaped."""
    lines = ["flowchart TD"]
    for number, chart in enumerate(charts):
        body = list(_pipeline(chart, f"p{number}"))
        if len(charts) > 1:
            lines.append(f'  subgraph p{number}["{_escaped(chart.title)}"]')
            lines += [f"    {line}" for line in body]
            lines.append("  end")
        else:
            lines += [f"  {line}" for line in body]
        names = [f"p{number}s{index}" for index, box in enumerate(chart.boxes) if box.alarms]
        if names:
            lines.append(f"  class {','.join(names)} alarm")
    if any(box.alarms for chart in charts for box in chart.boxes):
        lines.append("  classDef alarm stroke:#c62828,stroke-width:3px")
    return "\n".join(lines)


def _pipeline(chart: ChartPipeline, prefix: str) -> Iterator[str]:
    """Yield the boxes of a pipeline, then the arrows between them."""
    for index, box in enumerate(chart.boxes):
        yield f'{prefix}s{index}["{_label(box)}"]'
    for index, (before, box) in enumerate(zip(chart.boxes, chart.boxes[1:], strict=False)):
        is_win = box.is_after_win and not before.is_after_win
        mark = f'|"{_escaped(_("won"))}"|' if is_win else ""
        yield f"{prefix}s{index} -->{mark} {prefix}s{index + 1}"


def _label(box: ChartStage) -> str:
    alarms = (f"⚠ {alarm}" for alarm in box.alarms)
    texts = (box.title, box.owner, box.action, box.live, *alarms)
    return "<br/>".join(_escaped(text) for text in texts if text)


def _escaped(text: str) -> str:
    """Return a text for a quoted label, with what Mermaid or HTML would read as entities."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return "".join(
        f"#{ord(character)};" if character in '"<>&#;`\\{}|' else character
        for character in " ".join(printable.split())
    )
