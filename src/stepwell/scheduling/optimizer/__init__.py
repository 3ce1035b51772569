"""The optimizer of weeks: who sits where, so that everybody gets what was ordered. Pure: a document in, a document out.

Imports the kernel and the solvers only. What comes out is checked by `stepwell.scheduling.checker`, which shares no
code with this package.
"""
