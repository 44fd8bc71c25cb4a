"""How Alembic runs the migrations: on the connection and in the transaction of `schema.upgrade`."""

from alembic import context
from sqlmodel import SQLModel

from salesmap.store import models  # noqa: F401 – makes the tables known

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
