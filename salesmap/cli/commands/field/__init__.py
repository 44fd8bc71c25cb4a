"""`salesmap field`: the custom fields of leads."""
