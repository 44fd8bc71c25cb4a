"""After the sale: ratings, and what follows from them."""
