"""What agencies returned: files removed and brought back, the time they cover, the report of the import."""
