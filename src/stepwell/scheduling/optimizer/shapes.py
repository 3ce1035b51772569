"""Shapes of made-up instances: what is unusual about a clinic, apart from its size."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """What sets a clinic apart; the defaults are those of a usual one.

    says        in a few words, what it is
    tracks      weights of morning, evening and video
    orders      weights of three, four, five days and of a taper of two
    contracts   which are drawn from: a minimum of minutes a day, a shorter one, three services a day
    gap         longest break that these contracts allow, in minutes
    trait       what every group is for: one gender or one language; "" where only some are
    languages   that clients speak beside English
    one_room    whether each site has a single room
    one_leader  whether each site has a single therapist, with twelve clients; the others see nobody alone
    pairs       who must not meet, as a share of the clients
    is_strict   whether exactly the days ordered are authorized
    repeats     whether lessons are held again on other days
    is_shared   whether sites share their sessions by video
    """

    says: str
    tracks: tuple[int, int, int] = (45, 35, 20)
    orders: tuple[int, int, int, int] = (60, 15, 10, 15)
    contracts: tuple[str, ...] = ("per-diem", "short-day", "services")
    gap: int = 15
    trait: str = ""
    languages: tuple[str, ...] = ("es",)
    one_room: bool = False
    one_leader: bool = False
    pairs: float = 0.1
    is_strict: bool = False
    repeats: bool = False
    is_shared: bool = False


SHAPES = {
    "usual": Shape("mornings, evenings and video"),
    "evening": Shape("everybody comes in the evening", tracks=(0, 1, 0)),
    "video": Shape("everybody takes part by video", tracks=(0, 0, 1)),
    "one-room": Shape("a single room at each site", one_room=True),
    "one-therapist": Shape("a single therapist with twelve clients at each site", one_leader=True),
    "pairs": Shape("as many pairs kept apart as there are clients", pairs=1.0),
    "gender": Shape("each group is for one gender", trait="gender"),
    "languages": Shape("each group is in one of three languages", trait="languages", languages=("es", "fr")),
    "services": Shape("three services on each day (Medicare)", contracts=("services",)),
    "blocks": Shape("three unbroken hours on each day", contracts=("per-diem",), gap=5),
    "authorized": Shape("no day authorized beyond those ordered", is_strict=True),
    "phases": Shape("most clients taper", orders=(20, 5, 5, 70)),
    "repeats": Shape("lessons are held again on other days", repeats=True),
    "shared": Shape("sites in three states share their sessions by video", tracks=(35, 25, 40), is_shared=True),
}
