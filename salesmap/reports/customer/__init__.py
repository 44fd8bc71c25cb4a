"""Questions about customers and contacts, duplicates among them."""
