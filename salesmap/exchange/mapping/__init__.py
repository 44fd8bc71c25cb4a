"""From cells to fields: column headers, dates, amounts, and the plan of an import."""
