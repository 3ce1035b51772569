"""What can be wrong with the server, said so that it can be mended."""


class ServerUnusable(Exception):
    """The database server cannot be used; the message says why and what to do. It never holds a secret."""
