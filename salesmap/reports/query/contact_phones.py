"""The phones of a contact, as a search looks through them."""


def phones_of(contact: str = "") -> str:
    """Return the SQL of the digits of all phones of a contact, one behind the other.

    The preferred one in E.164 and as typed, which may be several, and the further ones. `contact`
    is the alias in the statement, with its dot.
    """
    typed = f"coalesce({contact}phone, '') || ' ' || {contact}fields"
    for between in " -()./":
        typed = f"replace({typed}, '{between}', '')"
    return f"(coalesce({contact}phone_key, '') || ' ' || {typed})"
