"""The four characters that hold an X12 file together. An ISA segment says which they are; nothing may assume them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What separates.

    element     between the elements of a segment
    component   between the parts of a composite element
    repetition  between the values of a repeated element; empty if the file (an older version) has none
    segment     ends a segment
    """

    element: str
    component: str
    repetition: str
    segment: str

    def canonical(self, element: str) -> str:
        """Return an element with ":" and "^" as its inner separators, whatever the file has."""
        if self.component != STANDARD.component:
            element = element.replace(self.component, STANDARD.component)
        if self.repetition and self.repetition != STANDARD.repetition:
            element = element.replace(self.repetition, STANDARD.repetition)
        return element


STANDARD: Final = Delimiters("*", ":", "^", "~")
