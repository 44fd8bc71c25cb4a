"""Settings of the database, the same for everybody."""

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from salesmap.store.models.naming import AUTOINCREMENT


class Setting(SQLModel, table=True):
    """A setting of the database: the company's own data, the forms of numbers, the calendar."""

    __tablename__ = "setting"
    __table_args__ = (CheckConstraint("key <> ''", name="key"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    value: str = Field(sa_type=Text)
    recorded_at: str
    version: int = 1
