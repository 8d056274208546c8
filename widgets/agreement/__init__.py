"""The page on which what two reviewers gave otherwise is decided."""
