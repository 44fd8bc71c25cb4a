"""The fixed words of quotes, as they are stored."""

from salesmap.core.i18n import N_

LINE_KINDS = (N_("item"), N_("option"), N_("alternative"), N_("text"), N_("free"))
REVISION_REASONS = (N_("price"), N_("scope"), N_("terms"), N_("error"))
DECISIONS = (N_("approved"), N_("refused"))
OWN_DECISION = N_("own decision")
"""The note of a decision on one's own paper, where nobody else holds the role."""

CHANNELS = (N_("email"), N_("wechat"), N_("print"), N_("visit"), N_("phone"))
"""The usual ways to send a quote; others may be typed."""

STATES = (
    N_("draft"),
    N_("awaiting_approval"),
    N_("approved"),
    N_("sent"),
    N_("accepted"),
    N_("declined"),
    N_("expired"),
    N_("withdrawn"),
)
"""The states of a thread; a version is also superseded."""

SUPERSEDED = N_("superseded")
