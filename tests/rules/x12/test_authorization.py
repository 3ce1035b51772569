"""What a 278 says."""

from datetime import date
from decimal import Decimal

from stepwell.x12.authorizations import Authorization
from stepwell.x12.parts import Coded
from stepwell.x12.reading.sets import read
from tests.rules.x12.files import sample


def authorization(name: str) -> Authorization:
    content = read(sample(name)).sets[0].content
    assert isinstance(content, Authorization)
    return content


def test_the_decision() -> None:
    (event, changed), (service, partly) = authorization("278-response.txt").decisions
    assert (event.code, changed.action, changed.number, changed.reasons) == ("EV", "A6", "AUTH0001", ("0U",))
    assert changed.is_less_than_asked
    assert (service.code, partly.action, partly.reasons) == ("SS", "A2", ("0U", "1F"))
    assert (event.deliveries[0].quantity, event.deliveries[0].every, event.deliveries[0].periods) == (
        Decimal(2),
        "WK",
        Decimal(4),
    )
    assert event.dates[1].last == date(2026, 3, 27)
    assert event.messages == ("FEWER DAYS ALLOWED",)


def test_rejections_at_every_level() -> None:
    levels = authorization("278-response.txt").levels
    assert [[one.reason for one in level.all_rejections] for level in levels] == [["42"], ["46"], [], ["15", "43"], []]


def test_the_request() -> None:
    event, service = authorization("278-request.txt").levels[-2:]
    [review] = event.reviews
    assert (review.category, review.certification, review.service_type, review.place) == ("HS", "I", "AI", "57")
    assert event.diagnoses == (Coded("ABK", "F1020"), Coded("ABF", "F331"))
    assert service.services[0].elements == ("HC:H0015:HF", "350", "UN", "12")
    assert authorization("278-request.txt").decisions == ()
