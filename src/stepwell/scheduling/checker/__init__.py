"""The independent checker of weeks: reads an instance and a proposed week, and certifies or names each violation.

Imports the kernel and the standard library only and shares no code with the optimizer, so that a fault there cannot
hide here.
"""
