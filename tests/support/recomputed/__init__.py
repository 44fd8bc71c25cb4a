"""Reports worked out anew in pandas, from nothing but the files that `export --all` wrote."""
