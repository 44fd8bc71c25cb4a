"""The list of reports, what each figure means, and the leads behind it."""
