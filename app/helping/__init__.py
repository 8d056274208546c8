"""The help pages of resources/help: read, said in the language in use, searched, and written as HTML. No Qt."""
