"""What to type after an error: by the error's code, over its data.

Only the command line knows its commands, so no other room writes one into a message.
"""

import string
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from salesmap.cli.hints.marketing import MARKETING_HINTS
from salesmap.cli.hints.team import TEAM_HINTS
from salesmap.core.errors import RuleViolation, SalesmapError
from salesmap.core.i18n import N_, _

_NO_DRAFT = N_("No draft was kept: leave {option} out to make one.")

HINTS: dict[str, str | tuple[str, ...]] = {
    **MARKETING_HINTS,
    **TEAM_HINTS,
    # core
    "unknown_currency": (
        N_("Did you mean {candidates}?"),
        N_("Write its three letters, such as CNY or USD."),
    ),
    "past_is_read_only": N_("Leave --as-of out."),
    # leads, follow-ups, stages
    "lead_not_found": (
        N_("Did you mean {candidates}?"),
        N_("See 'salesmap lead list --status all'."),
    ),
    "followup_not_found": N_("See 'salesmap followup list --status all'."),
    "followup_ended": N_("Add another with 'salesmap followup add'."),
    "action_item_not_found": N_("See 'salesmap review points --all'."),
    "action_item_ended": N_("Add another with 'salesmap review add'."),
    "lead_closed": N_("Reopen it with 'salesmap lead reopen {id}'."),
    "won_lead_goes_back": N_("Reopen it with 'salesmap lead reopen {id}'."),
    "taken_by_another": N_("Ask them or a manager, or add --allow-duplicate."),
    "likely_conflict": N_("Check it with 'salesmap lead show {id}', or add --allow-duplicate."),
    "customer_changed_meanwhile": N_("Run the command again."),
    "lead_changed_meanwhile": N_("Check it with 'salesmap lead show {id}'."),
    "external_id_taken": N_("See 'salesmap lead show x:{id}'."),
    "ambiguous_stage": N_("Write more of the name."),
    "ambiguous_item": N_("Add the stage, as in stage.item."),
    "no_counterpart_stage": N_("Choose one with --to from {known}."),
    "no_pipeline": N_("Create a new database with 'salesmap init'."),
    "stage_after_win": N_("Add it in an earlier stage, then use 'salesmap lead win'."),
    "still_to_come": N_("Schedule this one with 'salesmap followup add'."),
    "override_needs_reason": N_('Add --note "reason".'),
    # quotes
    "quote_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap quote list'.")),
    "quote_frozen": N_("Revise it with 'salesmap quote revise {reference} --why …'."),
    "draft_exists": N_("Edit that one, or send it with 'salesmap quote send {reference}'."),
    "quote_not_sent": N_("Send it with 'salesmap quote send {reference}'."),
    "quote_expired": N_(
        "Accept it with --late --note WHY, or send it anew: 'salesmap quote revise {reference}'."
    ),
    "late_without_note": N_("Add --note and write why."),
    "nothing_priced": (
        _NO_DRAFT,
        N_("Add one with 'salesmap quote add {reference} CODE@QUANTITY'."),
    ),
    "approval_missing": (_NO_DRAFT, N_("Ask for it with 'salesmap {command} {reference}'.")),
    "nothing_to_approve": N_("Ask for it first."),
    "unknown_product": (
        N_("Did you mean {candidates}?"),
        N_("Give its --price for a line of your own, or see 'salesmap product list'."),
    ),
    "price_belongs_to_one": N_("Add the others by themselves."),
    "other_currency": N_("Give a --price in {own}."),
    "quote_line_not_found": N_("See 'salesmap quote show {reference}'."),
    "ambiguous_percentage": N_("Write {candidates}."),
    # contracts, payments, invoices
    "ticket_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap ticket list'.")),
    "contract_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap contract list'.")),
    "contract_signed": N_(
        "Amend it with 'salesmap contract amend', or end it with 'salesmap contract terminate'."
    ),
    "contract_not_signed": N_("Sign it with 'salesmap contract sign'."),
    "nothing_to_sign": N_("Amend it with 'salesmap contract amend {contract}'."),
    "amendment_exists": N_(
        "Sign it with 'salesmap contract sign {contract}', or change it with "
        "'salesmap contract edit'."
    ),
    "no_contract_amount": N_("Give it with --amount."),
    "quote_not_accepted": N_("Accept it with 'salesmap quote accept {id}'."),
    "quote_of_other_lead": N_("Make the contract for lead {lead}."),
    "money_on_contract": N_("Add --refund, --keep-credit or --move-to CONTRACT."),
    "contract_unfulfilled": N_('To write it off: --force --note "reason".'),
    "milestone_not_found": N_("See 'salesmap contract show CONTRACT'."),
    "unknown_plan_part": N_("See 'salesmap contract show CONTRACT'."),
    "plan_does_not_add_up": N_("Let the last part take the rest: rest 2027-09-01."),
    "payment_not_found": (
        N_("Did you mean {candidates}?"),
        N_("See 'salesmap payment list'."),
    ),
    "invoiced_too_much": N_("Add --over --note TEXT if it is right."),
    "over_needs_note": N_("Add --note and write why."),
    "attachment_not_found": N_("See 'salesmap attach list'."),
    "ambiguous_attachment": N_("Give its number."),
    "name_of_input": N_("Add --as NAME."),
    # products, prices, needs
    "product_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap product list'.")),
    "ambiguous_product": N_("Write more of the name, or the code."),
    "product_exists": N_("Edit it with 'salesmap product edit {product}'."),
    "price_not_found": N_("See 'salesmap price list'."),
    "need_not_found": (
        N_("Its needs: {candidates}."),
        N_("Add one with 'salesmap need add LEAD TEXT'."),
    ),
    "ambiguous_need": N_("Give its number."),
    "missing_answer": N_("Add --product CODE, --workaround TEXT or --no."),
    # duplicates
    "same_record": N_("Name two different records."),
    "record_not_found": N_("See 'salesmap dup list'."),
    "merged_away": N_("Use lead {survivor}."),
    "closed_into_open": N_("Swap them: 'salesmap dup merge lead:{b} lead:{a}'."),
    # import
    "already_there": N_("Use --on-duplicate skip or update."),
    # journal
    "change_not_found": N_("See 'salesmap history'."),
    "nothing_of_yours_to_undo": N_(
        "Others' changes are undone by their number: 'salesmap undo {change}'."
    ),
    "nothing_of_yours_to_redo": N_(
        "Others' undone changes are redone by their number: 'salesmap redo {change}'."
    ),
    "is_an_undo": N_("Use 'salesmap undo' or 'salesmap redo' without a number."),
    "later_change": N_("Undo that one first."),
    "changed_meanwhile": N_("Run the command again."),
    # domain/map
    "invalid_map": N_("See 'salesmap map check FILE'."),
    "map_changed_meanwhile": N_("Check it with 'salesmap map diff FILE'."),
    "pipeline_in_use": N_("Choose the new pipeline with --move {pipeline}=…."),
    "stage_in_use": N_("Choose the new stage with --move {stage}=…."),
    # issues, targets
    "issue_already_open": N_("See 'salesmap diagnose --open'."),
    "issue_not_found": N_("See 'salesmap diagnose --open'."),
    "issue_needs_note": N_("Add --note and write what helped."),
    "target_not_found": N_("See 'salesmap target show --all'."),
    "weights_missing": N_("Write --among ann=2,bo=1."),
    # store
    "database_not_found": N_("Create it with 'salesmap init', or name another one with --db."),
    "database_is_folder": N_("Name a file with --db."),
    "database_unreachable": N_("Name another one with --db."),
    "database_folder_missing": N_("Create it, or name another location with --db."),
    "database_not_created": N_("Name another location with --db."),
    "database_exists": N_("Name a new one with --db."),
    "database_empty": N_("Set it up with 'salesmap init'."),
    "database_older": N_("Upgrade it with 'salesmap db upgrade'."),
    "database_newer": N_("Upgrade salesmap."),
    "database_damaged": N_("Restore a backup with 'salesmap db restore FILE'."),
    "not_a_database": N_("Name another one with --db."),
    "upgrade_failed": N_("Report this."),
    "backup_not_found": N_("Name a file made by 'salesmap db backup'."),
    "output_exists": N_("Replace it with --overwrite."),
    "backup_exists": N_("Name a new file for the backup."),
    "backup_is_database": N_("Name a backup of it."),
    "folder_not_empty": N_("Name a new folder."),
    # reports
    "unknown_custom_field": (
        N_("Did you mean {candidates}? --new-field makes a new one."),
        N_("Add --new-field to make it."),
    ),
    "missing_text": N_('Write it behind the type, as in "Wants a quote".'),
    "customer_external_id_taken": N_("See 'salesmap customer show {id}'."),
    "customer_exists": N_("See 'salesmap customer show {id}'."),
    "unknown_number": N_("See 'salesmap contact show CONTACT'."),
    "no_due_date": N_("Add --due WHEN, --every INTERVAL or --after-contact DAYS."),
    "unreadable_interval": N_("Write week, month, 2w, 3m or 10d."),
    "no_open_followup": N_("Add one with 'salesmap followup add {id} WHAT --due WHEN'."),
    "ambiguous_followup": N_("Give its number."),
    "no_new_owner": N_("Write 'salesmap lead assign LEAD OWNER'."),
    "ambiguous_lead": N_("Write more of the name, or the number."),
    "ambiguous_customer": N_("Write more of the name, or the number."),
    "ambiguous_contact": N_("Write more of the name, or the number."),
    "customer_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap customer list'.")),
    "contact_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap contact list'.")),
    "map_version_not_found": N_("See 'salesmap map versions'."),
    "note_not_found": N_("See 'salesmap kb list'."),
    "record_reference": N_("See 'salesmap dup list'."),
    # exchange
    "ambiguous_amounts": N_("Use --decimal . or --decimal ,"),
    "ambiguous_dates": N_("Use --date-order {orders}."),
    "no_mail_account": N_(
        "Set one with 'salesmap config set notify mailto://user:password@host', or leave --to out "
        "if you sent it yourself."
    ),
    "unsent_mail": N_("Check the address and the mail account, then send it again."),
    "no_font": N_(
        "Install one with 'apt install fonts-wqy-microhei' or 'pip install pylopdf-fonts-zh-cn', "
        "or name a file with 'salesmap config set print.font FILE'."
    ),
    "missing_characters": N_(
        "Install another font, such as fonts-noto-cjk, or name a file with 'salesmap config set "
        "print.font FILE'."
    ),
    "unusable_font": N_("Set another one with 'salesmap config set print.font FILE'."),
    "unprintable_logo": N_("Set another one with 'salesmap config set company.logo FILE'."),
    "missing_library": N_("Install it with 'pip install salesmap[{extra}]'."),
    "mixed_date_orders": N_("Correct them."),
    "wrong_date_order": N_("Leave out --date-order, or correct them."),
    "undecided_close": N_(
        "Add --defaults status=won, or --map '{column}=won_at', '{column}=lost_at' or "
        "'{column}=expected_close'."
    ),
    "mixed_decimals": N_("Correct them, or use --decimal: rows written otherwise are rejected."),
    "no_sheets": N_("Leave out --sheet."),
    "unknown_file_stages": N_("Map them with --stage-map {example!r}."),
    "vcard_file": N_("Use 'salesmap contact import'."),
    # cli
    "conflicting_options": N_("Leave {option} out."),
    "incomplete_next_step": N_("Give both the next follow-up and its due date."),
    "nothing_to_set": N_("See '{command} --help'."),
    "nothing_to_change": N_("Name at least one field, see 'salesmap {noun} edit --help'."),
    "two_currencies": N_("Give one currency only."),
    "until_without_since": N_("Give the first day, too."),
    "reversed_period": N_("Swap --since and --until."),
    "comparison_needs_period": N_("Give --period, or --since and --until."),
    "not_measurable": N_("Give it with --figure."),
    "keep_side": N_("Write --keep name=B."),
    "different_types": N_("Name two records of one type."),
    "no_note_text": N_("Add --text TEXT or --file FILE."),
    "not_in_files": N_("Leave --here out."),
    "no_address": N_("Set one with 'salesmap config set notify mailto://…'."),
    "not_a_terminal": N_("Pass --yes to confirm."),
    "needs_terminal": N_("Run the command in one, or leave {option} out."),
    "no_editor": N_("Set the EDITOR variable."),
    "workbook_on_terminal": N_(
        "Write it to a file, as in 'salesmap lead list --format xlsx > leads.xlsx'."
    ),
    "binary_on_terminal": N_("Name a file: {option} FILE."),
    "several_tables": N_("Name a workbook (.xlsx) or a folder."),
    "column_missing": N_("Name it with --map COLUMN={field}."),
    "answers_of_other_database": N_("Name the lead with --lead to import them anyway."),
    "dump_torn": N_("Export anew; take edited files with --edited."),
    "no_map": N_("Restore a backup, or apply a map with 'salesmap map apply FILE'."),
    "damaged_record": N_("See 'salesmap db check'; restore a backup or correct the record."),
    "answers_without_proof": N_("Name the lead with --lead to import them anyway."),
    "database_url": N_("Name one with --db."),
    "no_database": N_(
        "Start with 'salesmap lead add NAME', or see 'salesmap demo' and 'salesmap --help'."
    ),
    "database_problems": N_("Restore a backup with 'salesmap db restore FILE'."),
    "unknown_report": N_("See 'salesmap report list'."),
    "unknown_command": (N_("Did you mean {candidates}?"), N_("Available: {known}.")),
    "unknown_option": (N_("Did you mean {candidates}?"), N_("See '{command} --help'.")),
    "missing_argument": N_("See '{command} --help'."),
    "missing_option": N_("See '{command} --help'."),
    "invalid_value": N_("See '{command} --help'."),
    "topic_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap help'.")),
    "schema_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap help json'.")),
    "usage_of_command": N_("See '{command} --help'."),
}
"""The hint for each code: a text over the error's data, or several, of which the first one is taken
whose data are there. A code without a hint needs none."""


@contextmanager
def drafting_with(option: str) -> Iterator[None]:
    """Tell that a paper which may not go out at once by an option is not kept as a draft either."""
    try:
        yield
    except RuleViolation as error:
        if _NO_DRAFT in HINTS.get(error.code, ()):
            error.data.update(option=option, command=None, reference=None)
        raise


def hint_for(error: SalesmapError) -> str | None:
    """Return what to type next, or None."""
    if error.code in _COMPUTED:
        return _COMPUTED[error.code](error.data)
    texts = HINTS.get(error.code, ())
    for text in (texts,) if isinstance(texts, str) else texts:
        names = [name for _text, name, *_rest in string.Formatter().parse(text) if name]
        if all(error.data.get(name) not in (None, "", []) for name in names):
            values = {name: _listed(error.data[name]) for name in names}
            return _(text).format(**values)
    return None


def _supply_elements(data: Mapping[str, Any]) -> str:
    """Return the commands that supply what is missing, or override the gate."""
    from salesmap.domain.gates import supply_command

    commands = [
        supply_command(
            each["item"], each["field"], each["form"], data["id"] or "LEAD", each.get("fact")
        )
        for each in data["missing"]
    ]
    text = _("Supply: {commands}.").format(commands=_("; ").join(commands))
    if data["may_override"]:
        text = _("{message} {hint}").format(
            message=text, hint=_('To override: --force --note "reason".')
        )
    return text


def _supply_one(data: Mapping[str, Any]) -> str:
    from salesmap.domain.gates import supply_command

    command = supply_command(data["item"], data["field"], data["form"], data["id"])
    return _("Fill it in: {command}").format(command=command)


_COMPUTED: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "gate_closed": _supply_elements,
    "item_has_field": _supply_one,
}
"""Hints that are more than a text over the data."""


def _listed(value: Any) -> Any:
    return _(", ").join(map(str, value)) if isinstance(value, list | tuple) else value
