"""Rights on a server: row-level security with one login role a person, made by `db grant`."""
