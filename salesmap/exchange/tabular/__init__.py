"""Tables of any kind as rows: CSV dialects, encodings, workbooks, header rows."""
