"""Self-contained pages for people: the board, forms, drawings as HTML and SVG.

Pages load nothing from elsewhere, and every text is escaped.
"""
