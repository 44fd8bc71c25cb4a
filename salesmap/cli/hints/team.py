"""What to type after an error about the team: see `lookup`."""

from salesmap.core.i18n import N_

TEAM_HINTS: dict[str, str | tuple[str, ...]] = {
    "unknown_owner": (
        N_("Did you mean {candidates}?"),
        N_("Add a member with 'salesmap member add {name}'."),
    ),
    "owner_has_left": N_("'salesmap member add {name}' brings them back."),
    "member_not_found": (N_("Did you mean {candidates}?"), N_("See 'salesmap member list'.")),
    "member_exists": N_("Change it with 'salesmap member edit {name}'."),
    "absence_overlaps": N_("End it with 'salesmap member back {name}'."),
    "has_left_already": N_("'salesmap member add {name}' brings them back."),
    "taken_out_of_sight": N_("Ask a manager who has it."),
    "not_in_pool": N_("See 'salesmap pool list'."),
    "unknown_pool": N_("Known: {candidates}."),
    "nothing_to_hand_over": N_("Did you mean {candidates}?"),
    "leaver_would_own": N_("'salesmap member add {name}' brings them back."),
    "has_open_things": N_("Hand over with 'salesmap handover {name} NAME'."),
}
