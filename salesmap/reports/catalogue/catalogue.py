"""Every report there is, found by its name."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from salesmap.domain.report_names import REPORT_MODULES
from salesmap.reports.query.report import Report


class _Catalogue(Mapping[str, Report]):
    """The reports by name, in the order of `report list`; a module is imported when it is used."""

    def __getitem__(self, name: str) -> Report:
        module, _colon, attribute = REPORT_MODULES[name].partition(":")
        report: Report = getattr(import_module(f"salesmap.reports.{module}"), attribute or "REPORT")
        return report

    def __contains__(self, name: object) -> bool:
        return name in REPORT_MODULES

    def __iter__(self) -> Iterator[str]:
        return iter(REPORT_MODULES)

    def __len__(self) -> int:
        return len(REPORT_MODULES)


REPORTS: Mapping[str, Report] = _Catalogue()
