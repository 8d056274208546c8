"""What leaves the product: documents, tables, reports. Pictures are handed in, drawn by widgets."""
