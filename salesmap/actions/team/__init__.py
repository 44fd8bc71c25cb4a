"""Actions on the team: members, who may own what, who gets a lead.

What holds for every change of a database with members is checked once, at the end of the change
(`checks`), so that no action needs to think of it.
"""
