"""Which tests concern a module: those that run on its mutants, the quickest to notice first."""

_ACTIONS = ("tests/actions",)
_DOMAIN = ("tests/domain",)
_QUOTES = (
    "tests/domain/papers/test_quote_totals.py",
    "tests/domain/papers/test_quote_states.py",
    "tests/domain/papers/test_approvals.py",
    "tests/commands/papers/test_quote.py",
)
_CONTRACTS = (
    "tests/domain/papers/test_payment_allocation.py",
    "tests/domain/papers/test_payment_plan.py",
    "tests/domain/papers/test_contract_state.py",
    "tests/commands/papers/test_contract.py",
)
_PRODUCTS = (
    "tests/domain/papers/test_which_price_holds.py",
    "tests/domain/papers/test_needs.py",
    "tests/commands/papers/test_product.py",
)
_UNDO = (
    "tests/commands/database/test_history.py",
    "tests/commands/team/test_shared_undo.py",
    "tests/exchange/test_notify.py",
    "tests/store/test_shortening.py",
)
_IMPORTS = (
    "tests/exchange/test_stage_history.py",
    "tests/exchange/test_followup_import.py",
    "tests/commands/customers/test_contact.py",
    "tests/exchange/test_updates.py",
    "tests/exchange/test_columns_read_whole.py",
    "tests/exchange/test_import.py",
    "tests/properties/test_monthly_updates.py",
)
_MAPS = (
    "tests/domain/test_map.py",
    "tests/domain/test_map_tables.py",
    "tests/domain/test_map_changes.py",
    "tests/domain/test_gates.py",
)

_SERVICE = (
    "tests/domain/service/test_ticket_course.py",
    "tests/domain/service/test_rating_scores.py",
    "tests/commands/customers/test_ticket.py",
    "tests/commands/customers/test_ticket_import.py",
    "tests/commands/customers/test_rating.py",
)
_CUSTOMERS = (
    "tests/domain/service/test_repurchase_clock.py",
    "tests/commands/customers/test_customer.py",
    "tests/commands/customers/test_care.py",
    "tests/commands/customers/test_segment.py",
    "tests/commands/customers/test_referral.py",
)
_REFERRALS = ("tests/commands/customers/test_referral.py",)
_AUTOMATION = (
    "tests/domain/test_rule_filters.py",
    "tests/commands/map/test_automation.py",
    "tests/commands/map/test_automation_filters.py",
    "tests/commands/map/test_map_cases.py",
)
_TALK = ("tests/domain/test_mentions.py", "tests/commands/team/test_talk.py")
_TEAM = (
    "tests/commands/team/test_member.py",
    "tests/commands/team/test_assign.py",
    "tests/commands/team/test_handover.py",
    "tests/commands/team/test_rights.py",
    "tests/commands/team/test_pool.py",
)

TESTS = {
    "salesmap/actions": (*_ACTIONS, *_DOMAIN),
    "salesmap/actions/automation": _AUTOMATION,
    "salesmap/actions/service": _SERVICE,
    "salesmap/actions/marketing": (
        "tests/commands/customers/test_segment.py",
        "tests/commands/customers/test_source_cost.py",
    ),
    "salesmap/actions/contract": (*_CONTRACTS, "tests/exchange/test_contract_import.py"),
    "salesmap/actions/customer/deal_roles.py": ("tests/commands/customers/test_contact.py",),
    "salesmap/actions/customer": (
        *_ACTIONS,
        "tests/commands/leads/test_dup.py",
        "tests/commands/customers/test_contact.py",
        *_CUSTOMERS,
    ),
    "salesmap/actions/database": (
        *_ACTIONS,
        *_UNDO,
        "tests/commands/database/test_config_of_database.py",
    ),
    "salesmap/actions/database/create.py": (*_ACTIONS, *_UNDO, *_TEAM),
    "salesmap/actions/database/rates.py": (
        "tests/commands/papers/test_rate.py",
        "tests/commands/papers/test_currencies.py",
    ),
    "salesmap/actions/followup": (
        "tests/commands/leads/test_followup.py",
        *_ACTIONS,
        *_DOMAIN,
        "tests/commands/leads/test_hand.py",
    ),
    "salesmap/actions/imports": (*_ACTIONS, *_IMPORTS),
    "salesmap/actions/imports/contract_updates.py": ("tests/exchange/test_contract_import.py",),
    "salesmap/actions/imports/contracts.py": ("tests/exchange/test_contract_import.py",),
    "salesmap/actions/imports/customer_details.py": (
        "tests/exchange/test_customer_details.py",
        *_ACTIONS,
        *_IMPORTS,
    ),
    "salesmap/actions/imports/ratings.py": ("tests/commands/customers/test_rating.py",),
    "salesmap/actions/imports/referrers.py": (*_REFERRALS, *_IMPORTS),
    "salesmap/actions/imports/payments.py": ("tests/exchange/test_contract_import.py",),
    "salesmap/actions/imports/products.py": ("tests/commands/papers/test_product.py",),
    "salesmap/actions/lead": (
        *_ACTIONS,
        "tests/domain/test_gates.py",
        "tests/commands/leads/test_lead.py",
        "tests/commands/leads/test_form.py",
    ),
    "salesmap/actions/lead/conflict_rulings.py": ("tests/commands/team/test_conflict.py",),
    "salesmap/actions/lead/referrers.py": _REFERRALS,
    "salesmap/actions/lead/conflicts.py": ("tests/commands/team/test_conflict.py", *_ACTIONS),
    "salesmap/actions/talk": _TALK,
    "salesmap/actions/team": _TEAM,
    "salesmap/actions/map": (
        *_ACTIONS,
        *_MAPS,
        "tests/commands/customers/test_kb.py",
        "tests/reports/test_diagnose.py",
    ),
    "salesmap/actions/papers": (
        *_QUOTES,
        "tests/commands/customers/test_ticket_import.py",
        "tests/commands/papers/test_contract.py",
        "tests/commands/leads/test_attach.py",
    ),
    "salesmap/actions/product": _PRODUCTS,
    "salesmap/actions/quote": (*_QUOTES, "tests/commands/papers/test_quote_print.py"),
    "salesmap/actions/review": (
        *_ACTIONS,
        "tests/commands/figures/test_target.py",
        "tests/commands/figures/test_review.py",
    ),
    "salesmap/domain": (*_DOMAIN, *_ACTIONS, "tests/commands/leads/test_lead.py"),
    "salesmap/domain/approvals.py": (*_QUOTES, "tests/commands/papers/test_contract.py"),
    "salesmap/domain/customer": _CUSTOMERS,
    "salesmap/domain/service": _SERVICE,
    "salesmap/domain/referral_errors.py": _REFERRALS,
    "salesmap/domain/routing.py": ("tests/commands/team/test_assign.py", *_DOMAIN, *_ACTIONS),
    "salesmap/domain/calendar_entry.py": ("tests/exchange/test_export.py", *_DOMAIN),
    "salesmap/domain/map/automation": (*_AUTOMATION, "tests/domain/test_map_tables.py"),
    "salesmap/domain/company_names.py": (*_ACTIONS, "tests/commands/leads/test_dup.py"),
    "salesmap/domain/contract": (
        *_CONTRACTS,
        "tests/domain/papers/test_lateness.py",
        "tests/reports/test_contract_panels.py",
    ),
    "salesmap/domain/map": (*_MAPS, "tests/actions/test_maps.py"),
    "salesmap/domain/map/customer_rules.py": (*_MAPS, "tests/commands/customers/test_customer.py"),
    "salesmap/domain/map/customers.py": (*_MAPS, "tests/commands/customers/test_customer.py"),
    "salesmap/domain/map/metrics.py": (*_MAPS, "tests/reports/test_detectors.py"),
    "salesmap/domain/map/paper_rules.py": (
        *_MAPS,
        *_QUOTES,
        "tests/commands/papers/test_contract.py",
    ),
    "salesmap/domain/map/papers.py": (*_MAPS, *_QUOTES, "tests/commands/papers/test_contract.py"),
    "salesmap/domain/map/rating_rules.py": (*_MAPS, "tests/commands/customers/test_rating.py"),
    "salesmap/domain/map/ratings.py": (*_MAPS, "tests/commands/customers/test_rating.py"),
    "salesmap/domain/papers": (
        "tests/domain/papers/test_quote_templates.py",
        "tests/domain/test_logo.py",
        "tests/commands/papers/test_quote_print.py",
        "tests/exchange/test_print.py",
    ),
    "salesmap/domain/product": _PRODUCTS,
    "salesmap/domain/quote": (*_QUOTES, "tests/reports/test_quote_reports.py"),
    "salesmap/domain/talk": _TALK,
    "salesmap/domain/team": (
        "tests/domain/test_assignment.py",
        "tests/domain/test_pool_rules.py",
        *_TEAM,
    ),
    "salesmap/domain/map/team": (
        "tests/domain/test_team_rules.py",
        "tests/commands/team/test_assign.py",
        "tests/commands/team/test_rights.py",
        "tests/commands/team/test_pool.py",
    ),
    "salesmap/domain/field_work": ("tests/commands/leads/test_field_work.py",),
    "salesmap/domain/settings": ("tests/commands/database/test_config_of_database.py",),
}
"""Of a module the entry of the longest name that its path begins with."""


ERRORS = "tests/core/test_error_facts.py"
SCRIPTS = "tests/acceptance/test_scripts.py"
"""Run last, on what the tests of the module did not notice: they concern all modules."""


def tests_of(module: str) -> tuple[str, ...]:
    """Return the tests of a module, given by its path in the project."""
    name = max((name for name in TESTS if module.startswith(name)), key=len)
    return (*TESTS[name], ERRORS, SCRIPTS)
