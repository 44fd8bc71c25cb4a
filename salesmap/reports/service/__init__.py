"""After-sales service in figures: tickets, how fast they are answered; ratings.

A ticket is breached by `states.sql` alone; every list, report and detector asks it there.
"""
