"""One module for each concept; everything is imported from here."""
