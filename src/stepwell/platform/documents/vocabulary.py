"""Choices of a document."""

from enum import StrEnum

from stepwell.platform.walls.rights import Category


class MediaType(StrEnum):
    """The kinds of file that are kept."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"


ENDINGS = {MediaType.PDF: ".pdf", MediaType.PNG: ".png", MediaType.JPEG: ".jpg"}

# Who sees a document follows from what it is; the words are for whoever files it.
FILED_LABELS = {
    Category.DEMOGRAPHICS: "About the person (identification, address)",
    Category.CHART: "Clinical (records from elsewhere, letters of doctors)",
    Category.CONSENTS: "Consent or release",
    Category.BENEFITS: "Insurance (card, letter of the plan)",
    Category.BILLING: "Billing",
}
