"""The name by which somebody is called, in SQL: for statements that list people."""


def called(of: str = "c") -> str:
    """Return the expression for `Client.display_name`.

    of  what the row of the client is called in the statement
    """
    return f"coalesce(nullif({of}.preferred_name, ''), {of}.first_name) || ' ' || {of}.last_name"
