"""The verbs of `salesmap handover`; without one, `handover FROM TO` is `handover give`."""
