"""`salesmap visit`: field work."""
