"""Whoever reaches the category that a row names: papers, signatures, notes."""

from dataclasses import replace

from stepwell.platform.walls.audiences.acting import tenant
from stepwell.platform.walls.audiences.reaching import NOTED, SIGNED, Audience, Columns, named_category, right
from stepwell.platform.walls.audiences.visiting import linked
from stepwell.platform.walls.rights import Category

ATTENDANCE = "attendance_attendance"
NOTES, NOTE_WORDS = "notes_note", "notes_notewords"


def filed(columns: Columns) -> str:
    """Whoever may read the category that the row names; what belongs to no client, every member."""
    return f"{named_category(columns, writing=False)} OR (category = '{Category.CONFIGURATION}' AND {tenant(columns)})"


def filer(columns: Columns) -> str:
    """Whoever may write the category that the row names; what belongs to no client, whoever configures."""
    bare = replace(columns, client="")
    office = right(Category.CONFIGURATION, bare, writing=True)
    return f"{named_category(columns, writing=True)} OR (category = '{Category.CONFIGURATION}' AND ({office}))"


def signed(columns: Columns) -> str:
    """Whoever may read the category that a signature names; what belongs to no client, every member."""
    among = named_category(columns, writing=False, among=SIGNED)
    return f"{among} OR (category = '{Category.CONFIGURATION}' AND {tenant(columns)})"


def signer(columns: Columns) -> str:
    """Who signs, in their own name: staff where they may write, or the holder of an open link through that link."""
    notes = ", ".join(f"'{category}'" for category in NOTED)
    return (
        f"{columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor())"
        f" AND ({linked(columns)} OR (link_id IS NULL AND ({filer(columns)} OR {noter(columns)}"
        f" OR (category IN ({notes}) AND {cosigner(columns)}))))"
    )


def cosigner(columns: Columns) -> str:
    """Whoever answers for the clinical work of others, in rows that name them: writes the chart, or reads it and
    assigns care. Whether they hold a license, the action asks."""
    leads = right(Category.CASELOAD, columns, writing=True)
    reads, writes = (right(Category.CHART, columns, writing=writing) for writing in (False, True))
    return f"({columns.author} = (SELECT stepwell.actor()) AND (({writes}) OR (({leads}) AND ({reads}))))"


def noted(columns: Columns) -> str:
    """Whoever may read the category that a note names."""
    return named_category(columns, writing=False, among=NOTED)


def noter(columns: Columns) -> str:
    """Whoever may write the category that a note names."""
    return named_category(columns, writing=True, among=NOTED)


def annotator(columns: Columns) -> str:
    """Whoever may write the category that a note names, in their own name: for what is added to notes."""
    return f"{columns.author} = (SELECT stepwell.actor()) AND ({noter(columns)})"


def of_note(columns: Columns) -> str:
    """Whoever reads the words of the note that the row belongs to."""
    return f"EXISTS (SELECT FROM {NOTE_WORDS} w WHERE w.id = {columns.table}.note_id)"


def of_group_note(columns: Columns) -> str:
    """Whoever reads the words of a note of the session that the row belongs to."""
    words = f"JOIN {NOTE_WORDS} w ON w.id = n.id"
    return f"EXISTS (SELECT FROM {NOTES} n {words} WHERE n.session_id = {columns.table}.session_id)"


def group_noter(columns: Columns) -> str:
    """Whoever writes session notes for somebody whose attendance was taken in the session."""
    asked = f"('{Category.SESSIONS}', true, false)"
    return (
        f"EXISTS (SELECT FROM {ATTENDANCE} a WHERE a.session_id = {columns.table}.session_id"
        f" AND a.client_id = ANY ((SELECT stepwell.clients{asked})::uuid[]))"
    )


NAMED: dict[str, Audience] = {
    "filed": filed,
    "filer": filer,
    "signed": signed,
    "noted": noted,
    "noter": noter,
    "annotator": annotator,
    "of_note": of_note,
    "of_group_note": of_group_note,
    "group_noter": group_noter,
    "signer": signer,
    "cosigner": cosigner,
}
