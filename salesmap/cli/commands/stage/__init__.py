"""`salesmap stage`: the stages of the pipelines."""
