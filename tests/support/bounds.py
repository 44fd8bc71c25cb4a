"""How much the long tests try."""

import os

LONGER = int(os.environ.get("LONGER", "1"))
"""What the numbers of random tries are multiplied by: CI has less time than a night."""
