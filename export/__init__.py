"""Turns records into the files people use: Form No. 1, flags, record files, searchable PDFs."""
