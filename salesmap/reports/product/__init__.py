"""Products, their prices, and how the needs of a lead are answered."""
