"""Tables of this room: notes, what a group has in common, what follows a signature, and counseling notes."""

from stepwell.notes.models.counseling import CounselingNote
from stepwell.notes.models.following import Addendum, CoSignature, NoteReturn
from stepwell.notes.models.group import GroupPart
from stepwell.notes.models.notes import Note, NoteWords

__all__ = ["Addendum", "CoSignature", "CounselingNote", "GroupPart", "Note", "NoteReturn", "NoteWords"]
