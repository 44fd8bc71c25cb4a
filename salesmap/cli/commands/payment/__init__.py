"""`salesmap payment`: money received and paid back."""
