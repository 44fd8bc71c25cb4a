"""What can be wrong with the database as text."""

from pathlib import Path

from salesmap.core.errors import ResourceError, RuleViolation
from salesmap.core.i18n import _, reason


class FolderNotEmpty(RuleViolation):
    """The folder for an export holds other things."""

    code = "folder_not_empty"

    def __init__(self, folder: Path) -> None:
        text = _("{folder} is not empty and does not contain a database export.")
        super().__init__(text.format(folder=folder), folder=str(folder))


class FolderNotCreated(ResourceError):
    """The folder for an export cannot be created."""

    code = "folder_not_created"

    def __init__(self, folder: Path, error: OSError) -> None:
        text = _("Cannot create the folder {folder}: {reason}.")
        super().__init__(text.format(folder=folder, reason=reason(error)), folder=str(folder))


class InvalidManifest(RuleViolation):
    """The header file of an export does not say what it should."""

    code = "invalid_manifest"

    def __init__(self, path: Path) -> None:
        text = _("Cannot read {path}: it is not the header file of a database export.")
        super().__init__(text.format(path=path), path=str(path))


class ExportOfOtherSchema(RuleViolation):
    """An export has the schema of another version of the program."""

    code = "export_of_other_schema"

    def __init__(self, folder: Path, schema: object, known: int) -> None:
        text = _(
            "{folder} has schema {schema}, this salesmap supports {known}: use the salesmap that "
            "wrote it."
        )
        super().__init__(
            text.format(folder=folder, schema=schema, known=known),
            folder=str(folder),
            schema=schema,
            known=known,
        )


class InvalidRecords(RuleViolation):
    """Lines of an export hold no records that the database takes."""

    code = "invalid_records"

    def __init__(self, file: Path, lines: tuple[int, int], problem: str) -> None:
        first, last = lines
        text = _("Cannot read {file}, lines {first} to {last}: {problem}.")
        super().__init__(
            text.format(file=file, first=first, last=last, problem=problem),
            path=str(file),
            first=first,
            last=last,
            reason=problem,
        )


class InvalidRecord(RuleViolation):
    """A line of an export is no record of its table."""

    code = "invalid_record"

    def __init__(self, path: Path, line: int) -> None:
        text = _("Cannot read {path}, line {line}: it is not a record of this table.")
        super().__init__(text.format(path=path, line=line), path=str(path), line=line)


class DamagedText(RuleViolation):
    """A file of an export is no JSON, or not UTF-8."""

    code = "damaged_text"

    def __init__(self, path: Path, line: int) -> None:
        text = _("Cannot read {path}: it is damaged near line {line}.")
        super().__init__(text.format(path=path, line=line), path=str(path), line=line)


class DumpTorn(RuleViolation):
    """A file of an export is not as it was written, or the export was not completed."""

    code = "dump_torn"

    def __init__(self, path: Path) -> None:
        text = _("{path} is not as the export wrote it: the export is torn, or was edited.")
        super().__init__(text.format(path=path), path=str(path))


class InvalidValue(RuleViolation):
    """A line of an export holds a value that no record can have."""

    code = "invalid_value_in_export"

    def __init__(self, path: Path, line: int, problem: str) -> None:
        text = _("Cannot read {path}, line {line}: {problem}.")
        super().__init__(
            text.format(path=path, line=line, problem=problem),
            path=str(path),
            line=line,
            problem=problem,
        )


class InvalidDump(RuleViolation):
    """The records of an export do not belong together."""

    code = "invalid_export"

    def __init__(self, folder: Path, problem: str) -> None:
        text = _("The export in {folder} makes no database: {problem}.")
        super().__init__(
            text.format(folder=folder, problem=problem), folder=str(folder), problem=problem
        )
