"""Every command, found by its name: `salesmap lead add` is `lead/add.py`, `salesmap due` is `due.py`."""
