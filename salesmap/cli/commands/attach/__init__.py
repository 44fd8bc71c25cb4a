"""`salesmap attach`: files attached to leads, customers and contracts."""
