"""The fixed words of quotes, as they are stored."""

LINE_KINDS = ("item", "option", "alternative", "text", "free")
REVISION_REASONS = ("price", "scope", "terms", "error")
DECISIONS = ("approved", "refused")
