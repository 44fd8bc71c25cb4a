"""What the commands on quotes share: references, options of lines, answers."""
