"""The verbs of `salesmap assign`: who gets leads by the rules of the map.

By hand it is `lead assign`, with the other verbs of leads.
"""
