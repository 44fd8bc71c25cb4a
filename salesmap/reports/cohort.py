"""The leads that a figure is about: created within a time, of an owner, a source, a product, a region."""

from datetime import date
from typing import NamedTuple


class Cohort(NamedTuple):
    """Which leads to count. Empty fields do not narrow; dropped leads are in no cohort."""

    since: date | None = None
    until: date | None = None
    owner: str | None = None
    source: str | None = None
    product: str | None = None
    region: str | None = None
    process: str | None = None

    def condition(self, day: str = "created_on") -> str:
        """`AND …` for a statement over `lead l`; empty for the whole book. `day` is the column that since and until bound."""
        clauses = []
        if self.since:
            clauses.append(f"l.{day} >= :since")
        if self.until:
            clauses.append(f"l.{day} <= :until")
        clauses += [f"lower(l.{name}) = lower(:{name})" for name in ("owner", "source", "product", "region") if getattr(self, name)]
        return "".join(f" AND {clause}" for clause in clauses)

    def parameters(self) -> dict[str, str | None]:
        """What the condition's names stand for."""
        return {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "owner": self.owner,
            "source": self.source,
            "product": self.product,
            "region": self.region,
            "process": self.process,
        }
