"""A member of the team: what is said of them, and their leaving."""

from datetime import date

from salesmap.domain import records
from salesmap.domain.team.errors import HasLeftAlready


class Member(records.Member):
    """A person of the team, with the transitions."""

    __slots__ = ()

    def require_active(self) -> None:
        """Raise HasLeftAlready for somebody who left."""
        if self.left_on is not None:
            raise HasLeftAlready(self.name, self.left_on)

    def leave(self, day: date) -> None:
        """Leave the team on a day. Raises HasLeftAlready."""
        self.require_active()
        self.left_on = day.isoformat()
        self.version += 1

    def come_back(self) -> None:
        """Belong to the team again."""
        self.left_on = None
        self.version += 1
