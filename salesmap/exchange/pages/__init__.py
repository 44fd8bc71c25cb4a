"""Self-contained HTML and SVG: boards, forms, charts."""
