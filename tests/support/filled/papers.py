"""Quotes to print: one with everything that a quote can have, in figures that add up."""

from datetime import date

from salesmap.domain.map.words import Words
from salesmap.domain.papers.paper import (
    Company,
    Customer,
    PaperLine,
    QuotePaper,
    Replaced,
    TaxSum,
)

COMPANY = Company(
    name="苏州海港冷链设备有限公司",
    address="苏州市工业园区星湖街218号A7幢3层",
    tax_no="91320594MA1XXXXX0K",
    bank="中国工商银行苏州工业园区支行",
    account="1102 0202 0900 1234 567",
    phone="+86 512 6288 0000",
    email="sales@harbour.example",
)
CUSTOMER = Customer(
    name="Harbor Foods Ltd. 港湾食品",
    address="12 Quay Street, Auckland",
    contact="陈涛 / Tao Chen",
    phone="+64 9 555 0101",
    email="tao@harbor.example",
    tax_no="91310000X",
)


def exclusive(**changes: object) -> QuotePaper:
    """59.97 at 13 % and 100 at 6 %, 5 % off the whole: 8.00 off, tax 7.41 + 5.70, total 165.08."""
    paper = QuotePaper(
        id=3,
        number="Q-2026-0007",
        version=2,
        state="sent",
        on=date(2026, 11, 23),
        valid_until=date(2026, 12, 23),
        company=COMPANY,
        customer=CUSTOMER,
        owner="林",
        currency="CNY",
        tax_included=False,
        lines=(
            PaperLine("text", "冷库监控 Cold store monitoring"),
            PaperLine(
                "item",
                "温度传感器 CT-200\n量程 −40…+85 °C，IP67",
                code="CT-200",
                unit="台",
                quantity=3_000_000,
                price=2221,
                discount=666,
                discount_rate=100_000,
                amount=5997,
                net=5697,
                tax=741,
                gross=6438,
                tax_rate=130_000,
            ),
            PaperLine(
                "item",
                "安装调试 Installation",
                quantity=1_000_000,
                price=10_000,
                amount=10_000,
                net=9500,
                tax=570,
                gross=10_070,
                tax_rate=60_000,
            ),
            PaperLine(
                "free", "备用电池", code="BAT", unit="只", quantity=2_500_000, price=1500,
                tax_rate=130_000,
            ),
            PaperLine(
                "option", "延保一年 Extended warranty", code="W1", unit="年", quantity=1_000_000,
                price=120_000, amount=120_000, net=120_000, tax=15_600, gross=135_600,
                tax_rate=130_000,
            ),
            PaperLine(
                "alternative", "CT-100", code="CT-100", unit="台", quantity=3_000_000, price=1990,
                amount=5970, net=5970, tax=776, gross=6746, tax_rate=130_000,
            ),
        ),
        subtotal=15_997,
        discount=800,
        net=15_197,
        taxes=(TaxSum(130_000, 5697, 741), TaxSum(60_000, 9500, 570)),
        rounding=0,
        total=16_508,
        replaces=Replaced(1, date(2026, 11, 20)),
    )  # fmt: skip
    return paper._replace(**changes)  # type: ignore[arg-type]


def inclusive(**changes: object) -> QuotePaper:
    """Three lines of 100.00 with 13 % in them: 265.50 + 34.50 = 300.00, rounded down to 290.00."""
    line = PaperLine(
        "item", "Sensor", quantity=1_000_000, price=10_000, amount=10_000, net=8850, tax=1150,
        gross=10_000, tax_rate=130_000,
    )  # fmt: skip
    paper = exclusive(
        tax_included=True,
        lines=(line,) * 3,
        subtotal=30_000,
        discount=0,
        net=26_550,
        taxes=(TaxSum(130_000, 26_550, 3450),),
        rounding=-1000,
        total=29_000,
        replaces=None,
    )
    return paper._replace(**changes)  # type: ignore[arg-type]


NAMED = Words("Named {customer}", "致{customer}")
