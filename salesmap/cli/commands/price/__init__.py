"""`salesmap price`: prices of products for lists, customers, tiers and quantities."""
