"""Where the table of a sheet is, how it is laid out, and what each of its columns holds."""
