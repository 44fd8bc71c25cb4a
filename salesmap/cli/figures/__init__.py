"""Reports on the screen: explained, drawn, with help of their own; and custom reports."""
