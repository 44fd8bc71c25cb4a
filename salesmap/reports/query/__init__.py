"""What questions share: filters, scope, grouping, references, SQL files."""
