"""What people of a team tell each other about leads, and whose a lead is."""
