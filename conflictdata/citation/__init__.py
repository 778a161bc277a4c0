"""What is cited, and how it is written."""
