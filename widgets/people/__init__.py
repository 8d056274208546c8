"""Who is who: the children, what they are called, and whom the words of the sheets mean."""
