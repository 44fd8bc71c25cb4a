"""`salesmap lead conflict`: the same customer with several owners (撞单)."""
