"""The embedded server's settings, written anew before each start."""

from pathlib import Path

# The log must not hold what clients' rows hold: no statements, no values, terse errors.
_ALWAYS = {
    "listen_addresses": "",  # a socket only: never a TCP port
    "unix_socket_permissions": "0777",  # the folder decides who comes near, the password who comes in
    "password_encryption": "scram-sha-256",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "logging_collector": "on",
    "log_filename": "%a.log",  # a week of logs, each day written over
    "log_file_mode": "0600",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "60s",  # a forgotten transaction would halt sealing
    "jit": "off",  # compiling costs more than our short statements take
    "max_connections": "60",
}
# For a server that is thrown away after the tests: nothing need survive a crash of the machine.
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_FILE = "stepwell.conf"


def write(data: Path, *, socket: Path, log: Path, careless: bool) -> None:
    """Write our settings beside the server's own, which include them."""
    places = {"unix_socket_directories": str(socket), "log_directory": str(log)}
    settings = _ALWAYS | places | (_CARELESS if careless else {})
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'" for name, value in settings.items()]
    ours = data / _FILE
    ours.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ours.chmod(0o644)  # inside a folder only the server's account may enter
    main = data / "postgresql.conf"
    include = f"include = '{_FILE}'"
    present = main.read_text(encoding="utf-8")
    if include not in present.splitlines():
        main.write_text(f"{present}\n{include}\n", encoding="utf-8")
