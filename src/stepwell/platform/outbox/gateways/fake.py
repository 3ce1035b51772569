"""A gateway that sends nothing and remembers everything."""

from stepwell.platform.outbox.gateways.mail import Mail, NotTaken


class FakeMail:
    """Remembers what it was given in `sent`; refuses while `refusal` is set."""

    def __init__(self, refusal: NotTaken | None = None) -> None:
        self.sent: list[Mail] = []
        self.refusal = refusal

    def send(self, mail: Mail) -> None:
        """Remember one message; raises NotTaken if told to."""
        if self.refusal:
            raise self.refusal
        self.sent.append(mail)
