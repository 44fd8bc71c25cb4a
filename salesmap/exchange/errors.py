"""Errors of files: what cannot be read or written, and columns and cells that cannot be mapped."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from salesmap.core.errors import ResourceError, RuleViolation, UsageError
from salesmap.core.files import shown_path, typed_path
from salesmap.core.i18n import N_, _

_EXAMPLES = 3


class UnreadableFileError(UsageError):
    """A file does not hold what is to be read from it.

    `text` is a marked message with {path} and the data in braces: what the problem is, and how to
    save the file so that it can be read.
    """

    code = "unreadable_file"

    def __init__(self, path: Path, text: str, **data: Any) -> None:
        message = _(text).format(path=shown_path(path), **data)
        super().__init__(message, path=typed_path(path), **data)


class UnknownEncodingError(UsageError):
    """There is no encoding of this name."""

    code = "unknown_encoding"

    def __init__(self, name: str) -> None:
        text = _("Unknown encoding {name!r}: write utf-8, gb18030, big5, cp1252, mac_roman, …")
        super().__init__(text.format(name=name), name=name)


class VcardFileError(UnreadableFileError):
    """A file of contacts is given where a sheet is read."""

    code = "vcard_file"

    def __init__(self, path: Path) -> None:
        super().__init__(path, N_("Cannot read {path}: it is a contacts file (vCard)."))


class UnwritableFileError(UsageError):
    """A file cannot be written."""

    code = "unwritable_file"

    def __init__(self, path: Path, reason: str) -> None:
        text = _("Cannot write {path}: {reason}.").format(path=path, reason=reason)
        super().__init__(text, path=str(path), reason=reason)


class ChangedFileError(RuleViolation):
    """A file was changed between the plan and the import."""

    code = "changed_file"

    def __init__(self, name: str) -> None:
        text = _("{file} changed while it was being read: nothing was imported. Try again.")
        super().__init__(text.format(file=name), file=name)


class UnknownSheetError(UsageError):
    """The workbook has no visible sheet of this name."""

    code = "unknown_sheet"

    def __init__(self, path: Path, name: str, known: Sequence[str]) -> None:
        text = _("No sheet {name!r} in {path}: choose one of {known}.")
        super().__init__(
            text.format(name=name, path=shown_path(path), known=_(", ").join(known)),
            path=typed_path(path),
            name=name,
            known=list(known),
        )


class NoSheetsError(UsageError):
    """A sheet is chosen of a file that is no workbook."""

    code = "no_sheets"

    def __init__(self, path: Path) -> None:
        text = _("{path} has no sheets.")
        super().__init__(text.format(path=shown_path(path)), path=typed_path(path))


class UnknownColumnError(UsageError):
    """The file has no column with this header."""

    code = "unknown_column"

    def __init__(self, column: str, header: Sequence[str]) -> None:
        text = _("Unknown column {column!r}: the header has {known}.")
        super().__init__(
            text.format(column=column, known=", ".join(header)), column=column, known=list(header)
        )


class AmbiguousColumnError(UsageError):
    """Several columns have this header."""

    code = "ambiguous_column"

    def __init__(self, column: str, header: Sequence[str]) -> None:
        text = _("Several columns are called {column!r}: the header has {known}.")
        super().__init__(
            text.format(column=column, known=", ".join(header)), column=column, known=list(header)
        )


class UnknownImportFieldError(UsageError):
    """A column cannot be mapped to this."""

    code = "unknown_import_field"

    def __init__(self, name: str, known: Sequence[str], *, has_custom_fields: bool) -> None:
        text = (
            _(
                "Unknown field {name!r}: choose one of {known}, fields.NAME for a custom field, "
                "or - to leave the column out."
            )
            if has_custom_fields
            else _("Unknown field {name!r}: choose one of {known}, or - to leave the column out.")
        )
        super().__init__(
            text.format(name=name, known=", ".join(known)), name=name, known=list(known)
        )


class DoublyMappedFieldError(UsageError):
    """Two columns are mapped to one field."""

    code = "doubly_mapped_field"

    def __init__(self, field: str) -> None:
        text = _("Two columns are mapped to {field}: choose one.").format(field=field)
        super().__init__(text, field=field)


class ImportMapError(UsageError):
    """A saved mapping has a key or a value that means nothing."""

    code = "import_map"

    def __init__(self, path: Path, key: str, known: Sequence[str]) -> None:
        text = _(
            "Cannot read {path}: {key!r} is unknown or has the wrong form; known keys are {known}."
        )
        super().__init__(
            text.format(path=path, key=key, known=", ".join(known)),
            path=str(path),
            key=key,
            known=list(known),
        )


class AliasFileError(UsageError):
    """The user's file of aliases has something else than lists of words."""

    code = "alias_file"

    def __init__(self, path: Path, place: str) -> None:
        text = _("Cannot read {path}: {place} must be a list of words.")
        super().__init__(text.format(path=path, place=place), path=str(path), place=place)


class FormAnswersError(UsageError):
    """A file does not hold the answers that a form page saves."""

    code = "form_answers"

    def __init__(self) -> None:
        super().__init__(_("Cannot read the answers: use the file that the form page saves."))


class MissingLibraryError(ResourceError):
    """A library that is installed on demand is missing. `data`: the `extra` that brings it."""

    code = "missing_library"

    def __init__(self, library: str, extra: str) -> None:
        text = _("This needs {library}.").format(library=library)
        super().__init__(text, library=library, extra=extra)


class UnknownAddressError(UsageError):
    """Messages cannot be sent to an address of this kind."""

    code = "unknown_address"

    def __init__(self, address: str) -> None:
        text = _("Unknown address {address!r}: write it like mailto://user:password@host.")
        super().__init__(text.format(address=address), address=address)


class UnsentMessageError(ResourceError):
    """A message did not go out."""

    code = "unsent_message"

    def __init__(self, address: str) -> None:
        text = _("The message to {address} was not sent: the next run tries again.").format(
            address=address
        )
        super().__init__(text, address=address)


class NoMailAccountError(ResourceError):
    """There is no account to send mail from."""

    code = "no_mail_account"

    def __init__(self, recipient: str) -> None:
        text = _("Nothing was mailed to {recipient}: no mail account is set.")
        super().__init__(text.format(recipient=recipient), recipient=recipient)


class UnsentMailError(ResourceError):
    """A mail to a customer did not go out."""

    code = "unsent_mail"

    def __init__(self, recipient: str) -> None:
        text = _("The mail to {recipient} was not sent: nothing was changed.")
        super().__init__(text.format(recipient=recipient), recipient=recipient)


class AnswersOfOtherDatabaseError(RuleViolation):
    """Answers of a form belong to another database."""

    code = "answers_of_other_database"

    def __init__(self, lead: int) -> None:
        super().__init__(_("These answers belong to another database."), lead=lead)


class AnswersWithoutProofError(RuleViolation):
    """The answers carry no proof that the form was sent for this lead."""

    code = "answers_without_proof"

    def __init__(self, lead: int) -> None:
        text = _("The form was not sent for lead {lead}, or the answers were altered.")
        super().__init__(text.format(lead=lead), lead=lead)


class RatingOfOtherDatabaseError(RuleViolation):
    """The answer of a rating page belongs to another database."""

    code = "rating_of_other_database"

    def __init__(self) -> None:
        super().__init__(_("This rating belongs to another database."))


class RatingOfNobodyError(RuleViolation):
    """The customer whose answer of a rating page it is is no more."""

    code = "rating_of_nobody"

    def __init__(self, id: int) -> None:
        text = _("The page was sent to customer {id}, who is no more: nothing was recorded.")
        super().__init__(text.format(id=id), id=id)


class RatingWithoutProofError(RuleViolation):
    """The answer of a rating page carries no proof that the page was sent."""

    code = "rating_without_proof"

    def __init__(self) -> None:
        super().__init__(_("The rating page was not sent by us, or the answer was altered."))


class NoScoreAnsweredError(UsageError):
    """The answer of a rating page has no score."""

    code = "no_score_answered"

    def __init__(self) -> None:
        super().__init__(_("The answer has no score."))


class NoRatingAnswersError(UsageError):
    """A file holds the answers of a form, and no rating."""

    code = "no_rating_answers"

    def __init__(self) -> None:
        super().__init__(_("The file holds the answers to a form, not a rating."))
