"""The command's words: help with an example for each, and exit statuses that scripts can trust."""

import stat
from pathlib import Path

import pytest

from stepwell.cli.catalog import COMMANDS
from stepwell.cli.command import Command
from stepwell.cli.dispatch import main
from tests.server.conftest import Stepwell


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_explains_itself_with_an_example(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main([*command.name.split(), "--help"])

    said = capsys.readouterr().out
    assert leaving.value.code == 0
    assert f"Example:\n  {command.example}" in said
    assert command.name in command.example


def test_the_list_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])

    said = capsys.readouterr().out
    assert [command.name for command in COMMANDS if command.name.split()[0] not in said] == []


def test_an_unknown_word_is_unusable() -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["upp"])

    assert leaving.value.code == 2


def test_the_doctor_of_an_empty_folder_says_how_to_begin(stepwell: Stepwell) -> None:
    done = stepwell("doctor")

    assert done.returncode == 1
    assert "SYS-001  No database is set up here. Run: stepwell up" in done.stdout
    assert done.stderr == ""


def test_a_bad_variable_is_named_with_what_it_takes(stepwell: Stepwell) -> None:
    done = stepwell("up", STEPWELL_LISTEN="everywhere")

    assert done.returncode == 2
    assert "STEPWELL_LISTEN is 'everywhere': write an address and a port, such as 127.0.0.1:8000." in done.stderr


def test_a_server_that_does_not_answer_is_said_without_its_password(stepwell: Stepwell) -> None:
    url = "postgresql://stepwell_app:hunter2@/stepwell?host=/nonexistent"

    done = stepwell("migrate", "--check", DATABASE_URL=url)

    assert done.returncode == 2
    assert "hunter2" not in done.stdout + done.stderr


def test_there_is_no_demo_in_production(stepwell: Stepwell) -> None:
    done = stepwell("up", "--demo", STEPWELL_PROFILE="production")

    assert done.returncode == 2
    assert "no fictional clinic" in done.stderr


def test_the_doctor_sees_an_open_secret(stepwell: Stepwell, home: Path) -> None:
    secrets = home / "secrets"
    secrets.mkdir(mode=0o700)
    (secrets / "django.key").write_text("x")
    (secrets / "django.key").chmod(0o644)

    done = stepwell("doctor")

    assert (
        f"SYS-022  A secret is open to other users of this machine. Run: chmod 600 {secrets / 'django.key'}"
        in done.stdout
    )
    assert stat.S_IMODE((secrets / "django.key").stat().st_mode) == 0o644
