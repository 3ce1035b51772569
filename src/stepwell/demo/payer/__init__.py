"""The payers of the demonstration: from the text of the claims they are sent to the text of their answers.

Nothing here asks a database or a clock. What becomes of a claim follows from its number, so that every kind of answer
comes up among twenty that follow one another.
"""
