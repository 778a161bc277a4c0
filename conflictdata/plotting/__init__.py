"""Charts of rows: what the rows are, what may be drawn of them, and how it looks."""
