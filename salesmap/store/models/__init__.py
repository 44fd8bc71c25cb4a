"""The schema: the one declaration of every record.

SQLModel validates nothing for `table=True`, so every rule that must hold for any program, the
sqlite3 shell included, is a constraint. After a change run `python -m salesmap.store.generate`,
and write a migration.

Instants are UTC text (`2026-11-23T09:00:00Z`), days are `YYYY-MM-DD` text, money is whole
hundredths. A column `…_on` beside one `…_at` is the calendar day where the salesperson was: months
and cycles are counted by it, so that a figure is the same in every time zone. A column `…_key` is
the folded form that is compared and searched. A partial index also holds the columns of its own
condition: only then does SQLite answer from the index alone.
"""

from sqlmodel import SQLModel

from salesmap.store.models.contracts import (
    Allocation,
    Attachment,
    Contract,
    ContractLine,
    ContractVersion,
    Invoice,
    Milestone,
    Payment,
    PlanPart,
    StoredFile,
)
from salesmap.store.models.journal import Change, ChangeRow, Identity
from salesmap.store.models.leads import (
    Contact,
    Customer,
    CustomField,
    Lead,
    LeadContact,
    LeadTag,
    StageVisit,
)
from salesmap.store.models.map import (
    ActionItem,
    CheckedItem,
    FormAnswer,
    KnowledgeNote,
    MapIssue,
    MapVersion,
    Pipeline,
    Rate,
    Stage,
    Target,
)
from salesmap.store.models.marketing import RuleFiring, Segment, SourceCost
from salesmap.store.models.products import Need, Price, Product, ProductLink
from salesmap.store.models.quotes import Approval, Bid, Quote, QuoteLine, QuoteVersion
from salesmap.store.models.service import CareVisit, CustomerClock, Rating, Ticket, TicketEvent
from salesmap.store.models.settings import Setting
from salesmap.store.models.talk import Comment, News, NewsRead, Ruling, RulingLead
from salesmap.store.models.team import Absence, Member, OwnerChange
from salesmap.store.models.work import Expectation, Followup, Interaction, Notice

__all__ = [
    "JOURNALED",
    "Absence",
    "ActionItem",
    "Allocation",
    "Approval",
    "Attachment",
    "Bid",
    "CareVisit",
    "Change",
    "ChangeRow",
    "CheckedItem",
    "Comment",
    "Contact",
    "Contract",
    "ContractLine",
    "ContractVersion",
    "CustomField",
    "Customer",
    "CustomerClock",
    "Expectation",
    "Followup",
    "FormAnswer",
    "Identity",
    "Interaction",
    "Invoice",
    "KnowledgeNote",
    "Lead",
    "LeadContact",
    "LeadTag",
    "MapIssue",
    "MapVersion",
    "Member",
    "Milestone",
    "Need",
    "News",
    "NewsRead",
    "Notice",
    "OwnerChange",
    "Payment",
    "Pipeline",
    "PlanPart",
    "Price",
    "Product",
    "ProductLink",
    "Quote",
    "QuoteLine",
    "QuoteVersion",
    "Rate",
    "Rating",
    "RuleFiring",
    "Ruling",
    "RulingLead",
    "Segment",
    "Setting",
    "SourceCost",
    "Stage",
    "StageVisit",
    "StoredFile",
    "Target",
    "Ticket",
    "TicketEvent",
]

JOURNALED: tuple[type[SQLModel], ...] = (
    MapVersion,
    Pipeline,
    Stage,
    Customer,
    Contact,
    Lead,
    LeadTag,
    CustomField,
    StageVisit,
    Interaction,
    Followup,
    Expectation,
    CheckedItem,
    FormAnswer,
    MapIssue,
    KnowledgeNote,
    Target,
    ActionItem,
    Rate,
    Setting,
    LeadContact,
    Product,
    ProductLink,
    Price,
    Need,
    Quote,
    QuoteVersion,
    QuoteLine,
    Bid,
    Contract,
    ContractVersion,
    ContractLine,
    Approval,
    PlanPart,
    Milestone,
    Payment,
    Allocation,
    Invoice,
    Attachment,
    Ticket,
    TicketEvent,
    CareVisit,
    Rating,
    Segment,
    SourceCost,
    RuleFiring,
    Member,
    Absence,
    OwnerChange,
    Comment,
    News,
    Ruling,
    RulingLead,
)
"""The tables whose every change is recorded; parents before children."""
