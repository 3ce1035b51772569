"""The demonstration: two fictional organizations, made by the same actions that people use, always the same.

Nobody in it exists. Telephone numbers are of the range kept for fiction (555-0100 to 555-0199), e-mail addresses end in
example.com or example.org, and no National Provider Identifier that was ever issued begins with 2.
"""

from stepwell.demo.making import Outcome, make

__all__ = ["Outcome", "make"]
