"""Who reaches what one room keeps, where a category alone does not say it."""

from dataclasses import replace

from stepwell.platform.walls.audiences.acting import system, writer
from stepwell.platform.walls.audiences.reaching import Audience, Columns, right
from stepwell.platform.walls.rights import Category

CRISES = "crisis_crisis"
SESSIONS = "scheduling_session"
INQUIRIES = "inquiries_inquiry"


def discloser(columns: Columns) -> str:
    """Whoever may see a client's consents, and jobs, in rows that name them truly: who lets something out says so."""
    sees = right(Category.CONSENTS, columns, writing=False)
    return f"{columns.author} IS NOT DISTINCT FROM (SELECT stepwell.actor()) AND (({sees}) OR {system(columns)})"


def reporter(columns: Columns) -> str:
    """The member who wrote an entry of a crisis, as long as that is open and they see that there is one."""
    crisis = f"SELECT FROM {CRISES} e WHERE e.id = {columns.table}.event_id AND e.closed_at IS NULL"
    return f"{writer(columns)} AND EXISTS ({crisis})"


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


def cashier(columns: Columns) -> str:
    """Whoever takes payments from clients: they post payments, and nothing else."""
    return f"kind = 'payment' AND ({right(Category.PAYMENTS, columns, writing=True)})"


def till(columns: Columns) -> str:
    """Whoever takes payments from clients: the entries of a payment are on these accounts."""
    accounts = "'client', 'prepayment', 'cash', 'check', 'card'"
    return f"account IN ({accounts}) AND ({right(Category.PAYMENTS, columns, writing=True)})"


def contract_keeper(_: Columns) -> str:
    """Whoever keeps contracts at any site: a contract may hold for all of them."""
    return _anywhere(Category.CONTRACTS, writing=True)


def biller(_: Columns) -> str:
    """Whoever writes bills at any site: files to payers hold claims of several."""
    return _anywhere(Category.BILLING, writing=True)


def bill_reader(_: Columns) -> str:
    """Whoever reads bills at any site."""
    return _anywhere(Category.BILLING, writing=False)


def _anywhere(category: Category, *, writing: bool) -> str:
    asked = f"('{category}', {str(writing).lower()}, false)"
    return f"(SELECT stepwell.everywhere{asked}) OR cardinality((SELECT stepwell.sites{asked})::uuid[]) > 0"


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


def discharger(columns: Columns) -> str:
    """Whoever discharges a client, or says that one does not start, or undoes that: about that client, until the
    transaction ends that says so."""
    return f"{columns.client} = ANY ((SELECT stepwell.discharged())::uuid[])"


def planner(columns: Columns) -> str:
    """Whoever plans groups at the site: for what is written once and names clients of the whole site."""
    return right(Category.SCHEDULE, columns, writing=True)


def week_reader(columns: Columns) -> str:
    """Whoever reads schedules and charts of the whole site: for weeks that were proposed, with their certificates."""
    return " AND ".join(f"({right(one, columns, writing=False)})" for one in (Category.SCHEDULE, Category.CHART))


def pairing(columns: Columns) -> str:
    """Whoever plans for both clients of a pair: who plans for one alone learns nothing of the other."""
    return _of_both(Category.SCHEDULE, columns, writing=True)


def pair_clinician(columns: Columns) -> str:
    """Whoever plans for both clients of a pair and reads the charts of both."""
    return f"{pairing(columns)} AND {_of_both(Category.CHART, columns, writing=False)}"


def _of_both(category: Category, columns: Columns, *, writing: bool) -> str:
    each = (right(category, replace(columns, client=name), writing=writing) for name in (columns.client, "other_id"))
    return " AND ".join(f"({one})" for one in each)


NAMED: dict[str, Audience] = {
    "discloser": discloser,
    "reporter": reporter,
    "booker": booker,
    "leader": leader,
    "staffer": staffer,
    "of_inquiry": of_inquiry,
    "inquiry_writer": inquiry_writer,
    "payer_keeper": payer_keeper,
    "cashier": cashier,
    "till": till,
    "contract_keeper": contract_keeper,
    "biller": biller,
    "bill_reader": bill_reader,
    "carrier": carrier,
    "carrying": carrying,
    "discharger": discharger,
    "planner": planner,
    "week_reader": week_reader,
    "pairing": pairing,
    "pair_clinician": pair_clinician,
}
