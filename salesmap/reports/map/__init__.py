"""The map as rows, Markdown pages and flow charts; its versions; the knowledge base."""
