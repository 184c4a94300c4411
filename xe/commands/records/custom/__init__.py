"""Parameters that stand in no single field: each a function from a record to its value."""
