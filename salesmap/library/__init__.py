"""salesmap for Python scripts: `salesmap.open()` and what it returns.

Texts are read as on the command line (`value="48k"`, `due="fri"`). A method does one action or
asks one report; what is missing here is a function of `actions` or `reports`. Nothing is printed.
"""
