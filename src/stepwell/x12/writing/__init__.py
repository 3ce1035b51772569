"""Data to X12 text: strict and canonical. Nothing is written before everything in it was found right."""
