"""Finding and filtering: the field to search in, what is filtered by as chips, and the page to choose it on."""
