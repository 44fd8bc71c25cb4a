"""After the sale: tickets with their events, ratings, and what follows from them."""
