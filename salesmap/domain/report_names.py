"""The names of the reports. Here, because a map names reports as KPIs and is read without them."""

REPORT_MODULES = {
    "funnel": "pipeline.funnel",
    "conversion": "pipeline.conversion",
    "stages": "pipeline.stages",
    "winrate": "winloss.winrate",
    "cycle": "winloss.cycle",
    "deal-size": "winloss.deal_size",
    "velocity": "winloss.velocity",
    "sources": "marketing.sources",
    "regions": "winloss.overview:REGIONS",
    "owners": "winloss.overview:OWNERS",
    "products": "winloss.overview:PRODUCTS",
    "customers": "winloss.overview:CUSTOMERS",
    "months": "winloss.months",
    "lost-reasons": "winloss.lost_reasons",
    "followup-rate": "activity.followup_rate",
    "response-time": "activity.response_time",
    "next-steps": "activity.next_steps",
    "activity": "activity.activity",
    "quiet": "pipeline.inactive",
    "aging": "pipeline.aging",
    "pipeline-changes": "pipeline.pipeline_changes",
    "cohort": "pipeline.cohort",
    "quotes": "quote.success",
    "negotiation": "quote.revisions",
    "discounts": "quote.discounts",
    "collections": "contract.collections",
    "receivables": "contract.receivables",
    "dso": "contract.dso",
    "milestones": "contract.milestones",
    "cash": "contract.cash",
    "repurchase": "customer.repurchase",
    "rfm": "customer.rfm",
    "abc": "customer.abc",
    "renewals": "contract.renewals",
    "satisfaction": "service.satisfaction",
    "referrals": "marketing.referrals",
}
"""Each report with the module of `reports/` that declares it (as `REPORT`, or behind a colon), in
the order of `report list`."""

REPORT_NAMES = tuple(REPORT_MODULES)
