"""Drafts of records read from files: leads, histories, activities, vCards, form answers."""
