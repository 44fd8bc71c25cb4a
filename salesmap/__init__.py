"""salesmap: a sales map on the command line. `actions`, `reports` and `process` work without the command line, too."""

__version__ = "0.1.0"
