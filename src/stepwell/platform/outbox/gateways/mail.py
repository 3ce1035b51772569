"""Sending one e-mail. Called outside of any transaction; no message, address or server's answer reaches a log."""

from dataclasses import dataclass
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPResponseException
from socket import gaierror
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

SMTP = "django.core.mail.backends.smtp.EmailBackend"
_NEVER = 500  # codes from here on are final (RFC 5321, 4.2.1)


@dataclass(frozen=True)
class Mail:
    """One message, ready to send. A message sent again carries the same id, so that mail servers can tell."""

    id: UUID
    recipient: str
    subject: str
    body: str


class NotTaken(Exception):
    """The mail server did not take a message.

    code   its answer's number, or the kind of failure; never its text, which may quote the address
    final  whether trying again is of no use
    unsure whether it may have been taken all the same: the connection broke, and nobody knows when
    """

    def __init__(self, code: str, *, final: bool, unsure: bool = False) -> None:
        super().__init__(code)
        self.code, self.final, self.unsure = code, final, unsure


class MailGateway(Protocol):
    """Sends e-mail."""

    def send(self, mail: Mail) -> None:
        """Send one message; raises NotTaken."""


class DjangoMail:
    """Sends by the mail server of the settings."""

    def send(self, mail: Mail) -> None:
        """Send one message; raises NotTaken."""
        headers = {"Message-ID": f"<{mail.id}@mail.invalid>", "Auto-Submitted": "auto-generated"}
        sender = settings.DEFAULT_FROM_EMAIL
        message = EmailMessage(mail.subject, mail.body, sender, [mail.recipient], headers=headers)
        try:
            message.send()
        except SMTPRecipientsRefused as refusal:
            code = max(code for code, _ in refusal.recipients.values())
            raise NotTaken(str(code), final=code >= _NEVER) from None
        except SMTPAuthenticationError as refusal:  # ours to mend, so the message waits
            raise NotTaken(str(refusal.smtp_code), final=False) from None
        except SMTPResponseException as refusal:
            raise NotTaken(str(refusal.smtp_code), final=refusal.smtp_code >= _NEVER) from None
        except OSError as failure:
            unsure = not isinstance(failure, ConnectionRefusedError | gaierror)
            raise NotTaken(type(failure).__name__, final=False, unsure=unsure) from None


def configured() -> MailGateway | None:
    """Return the gateway of this installation, or None while no mail server is set up."""
    return DjangoMail() if settings.EMAIL_HOST or settings.EMAIL_BACKEND != SMTP else None
