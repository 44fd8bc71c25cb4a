"""What to type after an error of ratings, referrals, segments and costs: see `lookup`."""

from salesmap.core.i18n import N_

MARKETING_HINTS: dict[str, str | tuple[str, ...]] = {
    "referrer_not_found": (
        N_("Did you mean {candidates}?"),
        N_("Add it with 'salesmap customer add' or 'salesmap contact add'."),
    ),
    "ambiguous_referrer": N_("Write customer:ID or contact:ID."),
    "rating_of_nobody": N_("Record it with 'salesmap rating add' anyway."),
    "rating_of_other_database": N_("Record it with 'salesmap rating add' anyway."),
    "rating_without_proof": N_("Record it with 'salesmap rating add' anyway."),
    "no_rating_answers": N_("Import it with 'salesmap form import'."),
    "cost_not_found": N_("See 'salesmap source list'."),
    "segment_exists": N_("Replace it with --overwrite."),
    "segment_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap segment list'.")),
    "rating_not_found": N_("See 'salesmap rating list'."),
}
