"""After-sales service in figures: tickets, what of them is due, how fast they are answered.

A ticket is breached by `states.sql` alone; every list, report and detector asks it there.
"""
