"""Documents: files that people hand in, kept encrypted in the database, each filed under one category of record.

Rooms add them with `actions.add_document`, list them with `queries.documents_of`, and link to `documents:download`.
`pdf.pdf_of` makes a PDF of a page of ours.
"""
