"""How a signature line names somebody: with the license they acted under, once."""


def signed_name(name: str, credential: str) -> str:
    """Return a name with a credential behind it; what the name carries of it already stands there only once.

    name        as somebody is known, perhaps with titles: "Dana Lutz, MA, LPC"
    credential  as documents name it: "LPC, OH 12345"; empty for none
    returns     "Dana Lutz, MA, LPC, OH 12345"
    """
    if not credential:
        return name
    held = {_plain(part) for part in credential.split(",")}
    first, *titles = (part.strip() for part in name.split(","))
    kept = [title for title in titles if title and _plain(title) not in held]
    return ", ".join([_bare(first, credential.split(",")[0].strip()), *kept, credential])


def _bare(name: str, title: str) -> str:
    """Return a name without a title at its end that no comma parts from it, as long as two words of it remain."""
    words = name.split()
    least = 3
    return " ".join(words[:-1]) if len(words) >= least and words[-1] == title else name


def _plain(title: str) -> str:
    return "".join(filter(str.isalnum, title)).casefold()
