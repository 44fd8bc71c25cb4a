"""A sales process as plain data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StageSpec:
    """One stage. `phase` is `before` or `after` the win; `probability` of being won is 0 … 1."""

    key: str
    label_en: str
    label_zh: str
    phase: str
    probability: float
    quiet_days: int
    response_hours: int


@dataclass(frozen=True)
class ProcessSpec:
    """A process: its stages in their order, those before the win first, and the text it was read from."""

    key: str
    label_en: str
    label_zh: str
    stages: tuple[StageSpec, ...]
    source: str
