"""Field work: where contacts with customers took place, and who went along."""
