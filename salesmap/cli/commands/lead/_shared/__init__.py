"""What the verbs of `salesmap lead` share: options, answers, the page of a lead, the dry run."""
