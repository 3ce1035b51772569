"""Pure rules of bringing clients over: columns, cells, files, rows."""
