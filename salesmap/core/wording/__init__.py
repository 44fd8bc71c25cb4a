"""Words that all screens share: headings, words of columns, summaries of changes."""
