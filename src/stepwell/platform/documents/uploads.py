"""Uploads stay in memory: a temporary file would be a clear copy of a client's document on the disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from stepwell.platform.documents.rules.files import MAX_BYTES


class InMemory(FileUploadHandler):
    """Keeps the first bytes of each file, one more than may be kept, and lets the rest go by.

    settings.FILE_UPLOAD_HANDLERS
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a part of the file."""
        room = MAX_BYTES + 1 - self._kept.tell()
        self._kept.write(raw_data[:room])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Return the file; its size is what was sent, so that one too large is known as such."""
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
