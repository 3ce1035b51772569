"""`stepwell demo payer`: the payers of the fictional clinic answer what was sent to them."""

from argparse import Namespace

from django.utils import timezone

from stepwell.cli.command import DONE
from stepwell.cli.say import say
from stepwell.demo.payer.visiting import visit_all


def run(_: Namespace) -> int:
    """Answer every file of claims and every question that left; raises Refused where an organization is real."""
    for visit in visit_all(at=timezone.now()):
        asked = f"{visit.files} files of claims, {visit.questions} questions about benefits"
        say(f"{visit.organization}: {asked}, {visit.answers} new answers.")
    say("Answers lie in the inbound folder and are read within a minute. Run this again for what payers say later.")
    return DONE
