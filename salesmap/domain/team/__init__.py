"""The team: its members and their absences, who gets a lead, how leads change hands."""
