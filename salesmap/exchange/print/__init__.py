"""Papers for customers: a quote as HTML, Markdown, a workbook or PDF, in one language or two.

`document` says what stands where, in words; each writer puts it into its form. Text of the paper is
data: it is escaped, or handed over as a value, and never becomes markup or a formula. Nothing
internal can be printed: `domain/papers/paper` has no place for it.
"""
