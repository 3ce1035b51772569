"""The conditions that policies are made of. Function calls stand inside (SELECT ...): once a statement, not a row."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from stepwell.platform.walls.rights import RIGHTS, Category

CLIENTS = "clients_client"  # the one table whose site column decides for its children
LINKS = "links_onetimelink"
MESSAGES = "outbox_outboxmessage"
CRISES = "crisis_crisis"
SESSIONS = "scheduling_session"
INQUIRIES = "inquiries_inquiry"
ATTENDANCE = "attendance_attendance"
NOTES, NOTE_WORDS = "notes_note", "notes_notewords"

# What rows with a column `category` of their own (documents, signatures, links, messages) may be filed under.
FILED = (
    Category.DEMOGRAPHICS,
    Category.CHART,
    Category.CONSENTS,
    Category.BENEFITS,
    Category.BILLING,
    Category.AUTHORIZATIONS,
    Category.ENROLLMENT,
    Category.SAFETY,
)
# What is signed besides: notes. And what a note may be.
SIGNED = (*FILED, Category.SESSIONS, Category.CASE_NOTES)
NOTED = (Category.SESSIONS, Category.CHART, Category.CASE_NOTES)


@dataclass(frozen=True)
class Columns:
    """The columns of one table that its walls look at; empty where the table has none."""

    table: str
    organization: str = "organization_id"
    client: str = ""
    site: str = ""
    author: str = ""
    key: str = "id"


def right(category: Category, columns: Columns, *, writing: bool) -> str:
    """Return the condition under which a holder of a right for `category` reaches a row of this table."""
    plain = _reached(category, columns, writing=writing, own=False)
    if not columns.author or not any(right.own for right in RIGHTS if right.category == category):
        return plain
    own = _reached(category, columns, writing=writing, own=True)
    return f"({plain}) OR ({columns.author} = (SELECT stepwell.actor()) AND ({own}))"


def _reached(category: Category, columns: Columns, *, writing: bool, own: bool) -> str:
    asked = f"('{category}', {str(writing).lower()}, {str(own).lower()})"
    terms = [f"(SELECT stepwell.everywhere{asked})"]
    sites = f"ANY ((SELECT stepwell.sites{asked})::uuid[])"
    if columns.site:
        terms.append(f"{columns.site} = {sites}")
    elif columns.client:
        terms.append(
            f"EXISTS (SELECT FROM {CLIENTS} c WHERE c.id = {columns.table}.{columns.client} AND c.site_id = {sites})"
        )
    if columns.client:
        terms.append(f"{columns.client} = ANY ((SELECT stepwell.clients{asked})::uuid[])")
    return " OR ".join(terms)


def tenant(_: Columns) -> str:
    """Every member of the organization."""
    return "(SELECT stepwell.is_member())"


def founder(_: Columns) -> str:
    """Whoever makes the organization, until that transaction ends."""
    return "(SELECT stepwell.is_founding())"


def system(_: Columns) -> str:
    """A named job, inside one organization."""
    return "(SELECT stepwell.kind()) = 'system'"


def actor(columns: Columns) -> str:
    """The person the row is about or was written by."""
    return f"{columns.author} = (SELECT stepwell.actor())"


def witness(columns: Columns) -> str:
    """Anybody who acts for the organization, in rows that name them, the transaction and the instant truly."""
    return (
        f"({acting(columns)}) AND {columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor())"
        " AND transaction = pg_current_xact_id() AND at = statement_timestamp()"
    )


def writer(columns: Columns) -> str:
    """The member who wrote the row, as long as they are one: for what nobody else is to see."""
    return f"{columns.author} = (SELECT stepwell.actor()) AND (SELECT stepwell.is_member())"


def sweeper(columns: Columns) -> str:
    """A named job, in rows that nobody touched for a week: it deletes them."""
    return f"({system(columns)}) AND updated_at < now() - interval '7 days'"


def opener(columns: Columns) -> str:
    """A member whose role emergency access opens something for, in their own name and now."""
    return (
        f"{columns.author} = (SELECT stepwell.actor()) AND (SELECT stepwell.may_open_emergency())"
        " AND opened_at = transaction_timestamp()"
    )


def reviewer(columns: Columns) -> str:
    """A privacy officer, in their own name."""
    return f"{columns.author} = (SELECT stepwell.actor()) AND ({right(Category.AUDIT, columns, writing=True)})"


def acting(columns: Columns) -> str:
    """Anybody who truly acts for the organization: for rows that are only ever added."""
    return " OR ".join((tenant(columns), system(columns), founder(columns), guest(columns)))


def recorder(columns: Columns) -> str:
    """Whose change leaves a history row: whoever acts, and whoever has just ended their own membership by it."""
    return f"(SELECT stepwell.was_member()) OR {system(columns)} OR {founder(columns)} OR {guest(columns)}"


def filed(columns: Columns) -> str:
    """Whoever may read the category that the row names; what belongs to no client, every member."""
    return f"{_filed(columns, writing=False)} OR (category = '{Category.CONFIGURATION}' AND {tenant(columns)})"


def filer(columns: Columns) -> str:
    """Whoever may write the category that the row names; what belongs to no client, whoever configures."""
    bare = replace(columns, client="")
    office = right(Category.CONFIGURATION, bare, writing=True)
    return f"{_filed(columns, writing=True)} OR (category = '{Category.CONFIGURATION}' AND ({office}))"


def signed(columns: Columns) -> str:
    """Whoever may read the category that a signature names; what belongs to no client, every member."""
    among = _filed(columns, writing=False, among=SIGNED)
    return f"{among} OR (category = '{Category.CONFIGURATION}' AND {tenant(columns)})"


def noted(columns: Columns) -> str:
    """Whoever may read the category that a note names."""
    return _filed(columns, writing=False, among=NOTED)


def noter(columns: Columns) -> str:
    """Whoever may write the category that a note names."""
    return _filed(columns, writing=True, among=NOTED)


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


def _filed(columns: Columns, *, writing: bool, among: tuple[Category, ...] = FILED) -> str:
    terms = (f"category = '{category}' AND ({right(category, columns, writing=writing)})" for category in among)
    return " OR ".join(f"({term})" for term in terms)


def visitor(columns: Columns) -> str:
    """The holder of a one-time link, in the one row that it opens."""
    return f"{columns.key} = (SELECT stepwell.opened_subject())"


def guest(_: Columns) -> str:
    """The holder of any one-time link that is open: for what names the clinic to them."""
    return "(SELECT stepwell.opened_link()) IS NOT NULL"


def prover(_: Columns) -> str:
    """The holder of a one-time link who is still to say who they are."""
    return "link_id = (SELECT stepwell.visited_link())"


def linked(_: Columns) -> str:
    """The holder of a one-time link that is open, in rows that name the link."""
    return "link_id = (SELECT stepwell.opened_link())"


def keeper(columns: Columns) -> str:
    """Whoever sees the link that the row belongs to."""
    return f"EXISTS (SELECT FROM {LINKS} l WHERE l.id = {columns.table}.link_id)"


def ender(columns: Columns) -> str:
    """Who ends a link: its holder by using it, its keepers by revoking it."""
    return (
        f"(kind = 'used' AND {linked(columns)})"
        f" OR (kind = 'revoked' AND (SELECT stepwell.kind()) <> 'visitor' AND {keeper(columns)})"
    )


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


def discloser(columns: Columns) -> str:
    """Whoever may see a client's consents, and jobs, in rows that name them truly: who lets something out says so."""
    sees = right(Category.CONSENTS, columns, writing=False)
    return f"{columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor()) AND (({sees}) OR {system(columns)})"


def reporter(columns: Columns) -> str:
    """The member who wrote an entry of a crisis, as long as that is open and they see that there is one."""
    crisis = f"SELECT FROM {CRISES} e WHERE e.id = {columns.table}.event_id AND e.closed_at IS NULL"
    return f"{writer(columns)} AND EXISTS ({crisis})"


def sender(columns: Columns) -> str:
    """Anybody who acts for the organization, in messages that name them truly."""
    return f"({acting(columns)}) AND {columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor())"


def correspondent(columns: Columns) -> str:
    """Whoever sees the message that the row belongs to."""
    return f"EXISTS (SELECT FROM {MESSAGES} m WHERE m.id = {columns.table}.message_id)"


def of_inquiry(columns: Columns) -> str:
    """Whoever sees the inquiry that the row belongs to: it may move to another site, and its entries with it."""
    return f"EXISTS (SELECT FROM {INQUIRIES} i WHERE i.id = {columns.table}.inquiry_id)"


def inquiry_writer(columns: Columns) -> str:
    """Whoever may write the inquiry that the row belongs to."""
    writes = right(Category.INQUIRIES, Columns("i", site="i.site_id"), writing=True)
    return f"EXISTS (SELECT FROM {INQUIRIES} i WHERE i.id = {columns.table}.inquiry_id AND ({writes}))"


def payer_keeper(columns: Columns) -> str:
    """Whoever configures, and whoever writes benefits at any site: payers are the whole organization's."""
    office = right(Category.CONFIGURATION, Columns(columns.table), writing=True)
    asked = f"('{Category.BENEFITS}', true, false)"
    sites = f"cardinality((SELECT stepwell.sites{asked})::uuid[]) > 0"
    return f"({office}) OR (SELECT stepwell.everywhere{asked}) OR {sites}"


def booker(columns: Columns) -> str:
    """Whoever plans for any client at the site, in appointments: groups are the site's business."""
    return f"series_id IS NULL AND {columns.site} = ANY ((SELECT stepwell.booking_sites())::uuid[])"


def leader(columns: Columns) -> str:
    """Whoever leads the session, about the time it takes place: they lock it by writing about it."""
    return f"{columns.key} = ANY ((SELECT stepwell.led_sessions())::uuid[])"


def staffer(columns: Columns) -> str:
    """Whoever may write the appointment that the row belongs to."""
    appointment = f"SELECT FROM {SESSIONS} s WHERE s.id = {columns.table}.session_id AND s.series_id IS NULL"
    return f"{columns.site} = ANY ((SELECT stepwell.booking_sites())::uuid[]) AND EXISTS ({appointment})"


def carrier(columns: Columns) -> str:
    """Whoever enrolls clients and keeps their demographics, in their own name: who brings clients over who were in care
    before the clinic used Stepwell."""
    enrolls = right(Category.ENROLLMENT, replace(columns, author=""), writing=True)
    registers = right(Category.DEMOGRAPHICS, replace(columns, author=""), writing=True)
    return f"({columns.author} = (SELECT stepwell.actor()) AND ({enrolls}) AND ({registers}))"


def carrying(columns: Columns) -> str:
    """Whoever brings a client over, about that client, until the transaction ends that says so: what others decided
    before is written down with it, or not at all."""
    return f"{columns.client} = ANY ((SELECT stepwell.carried())::uuid[])"


NAMED: dict[str, Callable[[Columns], str]] = {
    "tenant": tenant,
    "founder": founder,
    "system": system,
    "actor": actor,
    "witness": witness,
    "writer": writer,
    "sweeper": sweeper,
    "opener": opener,
    "reviewer": reviewer,
    "recorder": recorder,
    "filed": filed,
    "filer": filer,
    "signed": signed,
    "noted": noted,
    "noter": noter,
    "annotator": annotator,
    "of_note": of_note,
    "of_group_note": of_group_note,
    "group_noter": group_noter,
    "visitor": visitor,
    "guest": guest,
    "prover": prover,
    "linked": linked,
    "keeper": keeper,
    "ender": ender,
    "signer": signer,
    "discloser": discloser,
    "reporter": reporter,
    "cosigner": cosigner,
    "sender": sender,
    "correspondent": correspondent,
    "booker": booker,
    "leader": leader,
    "staffer": staffer,
    "of_inquiry": of_inquiry,
    "inquiry_writer": inquiry_writer,
    "payer_keeper": payer_keeper,
    "carrier": carrier,
    "carrying": carrying,
}


def condition(names: tuple[str, ...], columns: Columns, *, writing: bool) -> str:
    """Return the condition for any of `names`: a named audience, or a category whose rights are looked up.

    raises  ValueError for a name that is neither, listing what there is
    """
    terms = []
    for name in names:
        if name in NAMED:
            terms.append(NAMED[name](columns))
        elif name in Category.__members__.values():
            terms.append(right(Category(name), columns, writing=writing))
        else:
            message = f"{name!r} is no audience: use one of {sorted([*NAMED, *Category])}"
            raise ValueError(message)
    return " OR ".join(terms)
