"""A realistic bilingual sample database, made through the actions that a person would use.

The same seed gives the same database.
"""

from datetime import datetime, timedelta
from random import Random

from salesmap.actions.followup import followups
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.core.clock import Clock
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database

OWNERS = ("林晓", "王磊", "Ann Reed", "Tom Baker")
_CUSTOMERS = (
    ("东海冷链物流有限公司", "陈涛"),
    ("Harbor Foods Ltd", "Grace Hill"),
    ("杭州云帆电子", "周敏"),
    ("Bluefin Robotics", "Ian Cole"),
    ("苏州精工模具", "吴昊"),
    ("Maple Dental Group", "Sara Kim"),
    ("成都绿能科技", "何静"),
    ("Northwind Bakery", "Paul Marsh"),
    ("广州明德医院", "许宁"),
    ("Granite Tools GmbH", "Eva Braun"),
    ("武汉长江印务", "郑凯"),
    ("Sunrise Schools", "Lena Fox"),
    ("青岛海蓝船舶", "马琳"),
    ("Orchard Hotels", "Omar Aziz"),
    ("厦门鹭岛贸易", "林峰"),
    ("Peak Fitness", "Nora Lund"),
    ("西安古城酒店", "高翔"),
    ("Delta Insurance", "Karl Weiss"),
    ("宁波港联仓储", "徐丽"),
    ("Lakeside Clinic", "Mia Wong"),
    ("长沙湘味食品", "谭勇"),
    ("Copperfield Books", "Hugh Dale"),
    ("天津滨海汽配", "孙悦"),
    ("Arctic Cooling", "Liv Berg"),
    ("沈阳重机配件", "韩冰"),
    ("Velo City Bikes", "Jan Smit"),
    ("合肥智芯半导体", "罗丹"),
    ("Golden Gate Travel", "Amy Tan"),
    ("昆明花语园艺", "段誉"),
    ("Stonebridge Law", "Ruth Adler"),
    ("南京金陵药业", "钱程"),
    ("Willow Kindergarten", "Zoe Park"),
)
"""Companies and their contacts."""
_SOURCES = ("展会", "官网", "转介绍", "web", "referral", "trade fair")
_PRODUCTS = ("基础版", "专业版", "Starter", "Enterprise")
_REGIONS = ("华东", "华南", "华北", "EMEA", "US")
_CALLS = (
    "电话沟通了现状，客户有兴趣",
    "Talked about their current setup; keen to see a demo",
    "客户要求发案例",
    "Asked for two references",
)
_NEXT = (
    "发送方案",
    "Send the offer",
    "约上门演示",
    "Call the buyer back",
    "确认预算",
    "Confirm the budget",
)
_REASONS = ("价格太高", "price", "选择了竞争对手", "no budget this year")
_KINDS = ("call", "visit", "message", "email", "meeting")


def fill(database: Database, seed: int = 7) -> None:
    """Fill an empty database with some thirty leads of the last four months.

    They are in every stage, won, lost, and inactive.
    """
    random = Random(seed)
    for number, (customer, contact) in enumerate(_CUSTOMERS):
        days_ago, hours_ago = random.randint(3, 120), random.randint(0, 8)
        created = database.clock.now() - timedelta(days=days_ago, hours=hours_ago)
        _LeadHistory(database, random, created).write(number, customer, contact)


class _LeadHistory:
    """The history of one lead, written at the moments when things happened."""

    def __init__(self, database: Database, random: Random, created: datetime) -> None:
        self.database = database
        self.random = random
        self.moment = created
        self.owner = random.choice(OWNERS)

    def write(self, number: int, customer: str, contact: str) -> None:
        random = self.random
        draft = LeadDraft(
            name=f"{customer} {random.choice(_PRODUCTS)}",
            customer=customer,
            contact=contact,
            phone=f"13{random.randint(0, 9)}{10_000_000 + number * 7_919 + random.randint(0, 999)}",
            source=random.choice(_SOURCES),
            product=random.choice(_PRODUCTS),
            region=random.choice(_REGIONS),
            value_cents=random.randint(8, 240) * 50_000,
            owner=self.owner,
        )
        lead_id = add(self._now(), draft, allow_duplicate=True)
        steps = random.choice((0, 1, 1, 2, 3, 4, 5, 5))
        for _step in range(steps):
            if not self._wait(2, 16):
                break
            followups.log(
                self._now(), lead_id, random.choice(_KINDS), random.choice(_CALLS), self.moment
            )
            moves.advance(self._now(), lead_id)
        else:
            if steps < 5 and random.random() < 0.3 and self._wait(3, 20):
                moves.lose(self._now(), lead_id, random.choice(_REASONS))
                return
        if steps < 5 and random.random() < 0.6:
            due = self.database.clock.today() + timedelta(days=random.randint(-4, 9))
            followups.add(self._now(), lead_id, random.choice(_NEXT), due, random.choice(_KINDS))

    def _wait(self, least: int, most: int) -> bool:
        """Let days pass. Return False when the present would be reached."""
        later = self.moment + timedelta(
            days=self.random.randint(least, most), hours=self.random.randint(-3, 3)
        )
        if later >= self.database.clock.now():
            return False
        self.moment = later
        return True

    def _now(self) -> Database:
        """Return the database as the owner uses it at this moment."""
        return self.database._replace(
            clock=Clock(fixed=self.moment, zone=self.database.clock.zone),
            user=self.owner,
            arguments=("demo",),
        )
