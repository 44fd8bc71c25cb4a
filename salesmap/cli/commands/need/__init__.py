"""`salesmap need`: what a customer needs of a solution."""
