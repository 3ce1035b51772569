"""Logs without client data: an exception's words may quote a row or what was typed, so they are never written."""

import logging
import traceback
from types import TracebackType

Info = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """Writes of an exception its class and where it came from; the lines of code, never its message or any value."""

    def formatException(self, ei: Info) -> str:  # noqa: N802 (logging's own name)
        """Return the places of an exception and of those that it came from."""
        lines: list[str] = []
        error = ei[1]
        while error is not None and len(lines) < _MOST:
            lines.append(type(error).__qualname__)
            lines += (
                f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
            )
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


_MOST = 200  # lines
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": WithoutWords, "format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "stepwell": {"level": "INFO"},
        # Django adds handlers of its own, one of which mails whole requests; its warnings quote what was typed.
        "django": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
