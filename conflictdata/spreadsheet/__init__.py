"""Rows and releases for people who work in a spreadsheet: workbooks, and CSV that one opens."""
