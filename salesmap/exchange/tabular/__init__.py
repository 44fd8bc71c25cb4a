"""Tables in files of any kind, as rows of text: CSV, workbooks, encodings, header rows, rejects.

Knows nothing of leads. A kind of file that holds no table is recognized in `file_sniffer`.
"""
