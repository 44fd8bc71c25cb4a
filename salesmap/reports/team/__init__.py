"""Reports on the team: its members, their absences, what is open and whose it is."""
