"""Products with their prices, and the needs of leads that they cover."""

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import INTEGER, day, instant, one_of, reference, whole

PRODUCT_LINKS = ("covers", "requires", "excludes")
NEED_SOURCES = ("survey", "hand")


class Product(SQLModel, table=True):
    """What is sold.

    Rates are millionths (13 % is 130000). `tax_included` is 1 where the price holds the tax. A
    retired product stays on old papers.
    """

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("code <> ''", name="code"),
        CheckConstraint("name <> ''", name="name"),
        whole("price_cents"),
        CheckConstraint("tax_ppm BETWEEN 0 AND 1000000", name="tax_ppm"),
        CheckConstraint("max_discount_ppm BETWEEN 0 AND 1000000", name="max_discount_ppm"),
        CheckConstraint("tax_included IN (0, 1)", name="tax_included"),
        instant("retired_at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    code: str
    code_key: str = Field(unique=True)
    name: str
    name_key: str = Field(index=True)
    unit: str | None = None
    category: str | None = None
    price_cents: int = Field(sa_type=INTEGER)
    currency: str
    tax_ppm: int = 0
    tax_included: int = 0
    cost_cents: int | None = Field(default=None, sa_type=INTEGER)
    floor_cents: int | None = Field(default=None, sa_type=INTEGER)
    max_discount_ppm: int | None = None
    retired_at: str | None = None
    external_id: str | None = Field(default=None, unique=True)
    recorded_at: str
    version: int = 1


class ProductLink(SQLModel, table=True):
    """What a product `covers` (a need), `requires` or `excludes` (the code of a product)."""

    __tablename__ = "product_link"
    __table_args__ = (
        one_of("kind", PRODUCT_LINKS, "kind"),
        Index("uq_product_link", "product_id", "kind", "target_key", unique=True),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    product_id: int = Field(sa_column=reference("product", index=False))
    kind: str
    target: str
    target_key: str = Field(index=True)


class Price(SQLModel, table=True):
    """A price of a product for a customer, a price list or a tier, from a quantity on.

    Days are inclusive; the quantity is in millionths of a unit.
    """

    __tablename__ = "price"
    __table_args__ = (
        whole("amount_cents"),
        whole("min_qty_micros"),
        day("since"),
        day("until"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    product_id: int = Field(sa_column=reference("product"))
    list_name: str | None = None
    list_key: str | None = None
    customer_id: int | None = Field(sa_column=reference("customer", nullable=True, on_merge="move"))
    tier: str | None = None
    min_qty_micros: int = Field(default=0, sa_type=INTEGER)
    amount_cents: int = Field(sa_type=INTEGER)
    currency: str
    since: str | None = None
    until: str | None = None
    recorded_at: str
    version: int = 1


class Need(SQLModel, table=True):
    """What a customer needs of a solution, and what answers it.

    A product or a workaround answers it; `refused_at` says that nothing does. None of them: nobody
    has looked yet.
    """

    __tablename__ = "need"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("weight > 0", name="weight"),
        one_of("source", NEED_SOURCES, "source"),
        instant("refused_at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", on_merge="move"))
    text: str = Field(sa_type=Text)
    text_key: str
    weight: int = 1
    source: str = "hand"
    product_code: str | None = None
    workaround: str | None = None
    refused_at: str | None = None
    recorded_at: str
    version: int = 1
