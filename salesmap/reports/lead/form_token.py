"""The token of a form: it proves that answers are to what was sent to this lead's customer."""

from salesmap.store.connection import Connection

_LENGTH = 32


def form_token(connection: Connection, form: str, lead_id: int | str) -> str:
    """Return the token of a form for a lead, or for what else a text names."""
    import hmac

    uid, secret = connection.execute("SELECT uid, secret FROM identity").fetchone()
    text = f"{uid}\n{form}\n{lead_id}".encode()
    return hmac.new((secret or "").encode(), text, "sha256").hexdigest()[:_LENGTH]


def is_form_token(connection: Connection, form: str, lead_id: int | str, token: str) -> bool:
    """Return whether a token is that of a form for a lead, or for what else a text names."""
    import hmac

    return hmac.compare_digest(form_token(connection, form, lead_id).encode(), token.encode())
