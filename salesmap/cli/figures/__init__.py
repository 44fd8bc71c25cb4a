"""Reports on the screen: explained, drawn, with help of their own; and a user's own reports."""
