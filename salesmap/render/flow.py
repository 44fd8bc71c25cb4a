"""A flow chart for a terminal: boxes below each other, as wide as their longest line."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from salesmap.core.i18n import _
from salesmap.core.page import ChartPipeline, ChartStage
from salesmap.render.sanitize import clean
from salesmap.render.wrapping import wrapped

_MOST_CELLS = 56


def flow_chart(flows: Sequence[ChartPipeline]) -> str:
    """Return the charts of all pipelines, one after the other."""
    return "\n\n".join(_chart(flow) for flow in flows)


def _chart(flow: ChartPipeline) -> str:
    inner = [_lines(box) for box in flow.boxes]
    width = max(cell_len(line) for lines in inner for line in lines)
    drawn = [clean(flow.title)]
    for index, (box, lines) in enumerate(zip(flow.boxes, inner, strict=True)):
        if index:
            won = (
                f" {_('won')}"
                if box.is_after_win and not flow.boxes[index - 1].is_after_win
                else ""
            )
            drawn += [" " * (width // 2 + 1) + "│" + won, " " * (width // 2 + 1) + "▼"]
        drawn.append("┌" + "─" * (width + 2) + "┐")
        drawn += [f"│ {set_cell_size(line, width)} │" for line in lines]
        drawn.append("└" + "─" * (width + 2) + "┘")
    return "\n".join(drawn)


def _lines(box: ChartStage) -> list[str]:
    texts = [
        box.title,
        *(
            f"{sign} {text}"
            for sign, text in (("☺", box.owner), ("→", box.action), ("#", box.live))
            if text
        ),
    ]
    texts += [f"! {alarm}" for alarm in box.alarms]
    return [line for text in texts for line in wrapped(clean(text), _MOST_CELLS)]
