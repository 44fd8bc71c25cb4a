"""What quotes and contracts have in common: their numbers, approvals and attached files.

Something that only one kind of paper does belongs to that kind's own folder.
"""
