"""`salesmap hook`: programs that get each change."""
