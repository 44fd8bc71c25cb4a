"""The fields of a lead as they are named in options, in either language."""

from salesmap.core.i18n import key_of


def read_fields(fields: str | None) -> str | None:
    """Return the fields of `--fields` by their keys, wherever they are named in Chinese."""
    if fields is None or fields.isascii():
        return fields
    from salesmap.reports.lead.leads import COLUMNS, SCORE

    names = [*(column.name for column in COLUMNS), SCORE]
    return ",".join(key_of(word.strip(), names) for word in fields.split(","))


def read_sort(sort: str | None) -> str | None:
    """Return the field of `--sort` by its key, with its sign."""
    if sort is None or sort.isascii():
        return sort
    from salesmap.reports.lead.leads import SCORE

    sign = "-" if sort.startswith("-") else ""
    return sign + key_of(sort.removeprefix("-"), [SCORE])
