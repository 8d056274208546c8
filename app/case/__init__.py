"""The record: what a case holds, and every way in which it may change. No Qt, no files."""
