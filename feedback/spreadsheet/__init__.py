"""A spreadsheet in: bytes to lines, what the columns are, days, lines to feedback."""
