"""What the commands of contracts, payments and invoices share."""
