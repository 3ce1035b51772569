"""The command `stepwell`: one module for each thing an installation can be told to do. The only place that prints."""

from stepwell.cli.dispatch import main

__all__ = ["main"]
