"""The rules of the map (`[[when]]`) at work: on the events of a change, and on time.

What a rule did is a row of `rule_firing` in the same change, so it is undone with it; that row also
keeps a rule from acting twice on one event. What rules do is no event for rules: none loops.
"""
