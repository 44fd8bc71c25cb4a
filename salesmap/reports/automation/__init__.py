"""The rules of the map: which leads those on time are due for, and what rules did."""
