"""A contract and its versions, with what can happen to them.

One number, versions 1 … n, at most one that is not signed. A signed version is frozen: a change is
an amendment, which is the next version. Ends are dated facts, and are never overwritten.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.core.dates import add_months
from salesmap.domain import records
from salesmap.domain.contract.refusals import (
    AmendmentExists,
    BeforeSignature,
    ContractEnded,
    ContractNotSigned,
    ContractSigned,
    EndsBeforeStart,
    NothingToSign,
    SignedInFuture,
)
from salesmap.domain.lead import Moment
from salesmap.domain.papers.names import kept_name, paper_name
from salesmap.domain.records import ContractVersion


class Contract(records.Contract):
    """A contract with a customer."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the number; `draft 12` until one is given, in the bound language."""
        return paper_name(self.number, self.id)

    @property
    def kept_name(self) -> str:
        """Return the name as the journal keeps it."""
        return kept_name(self.number, self.id)

    @property
    def end(self) -> str | None:
        """Return how the contract ended: `void`, `terminated` or `closed`."""
        ends = (
            ("void", self.voided_on),
            ("terminated", self.terminated_on),
            ("closed", self.closed_on),
        )
        return next((state for state, day in ends if day), None)

    def require_running(self) -> None:
        """Raise ContractEnded where the contract is void, terminated or closed."""
        if self.end:
            raise ContractEnded(self.name, self.end)

    def require_signed(self) -> None:
        """Raise ContractNotSigned, or ContractEnded."""
        self.require_running()
        if self.signed_on is None:
            raise ContractNotSigned(self.name)

    def void(self, moment: Moment, note: str | None) -> None:
        """Give the contract up before it is signed. Raises ContractEnded, ContractSigned."""
        self.require_running()
        if self.signed_on is not None:
            raise ContractSigned(self.name)
        self.voided_at, self.voided_on = moment.now, moment.today.isoformat()
        self._note(note)

    def terminate(self, on: date, moment: Moment, way: str | None, note: str | None) -> None:
        """End a signed contract before its time; `way` is where its money goes.

        Raises ContractEnded, ContractNotSigned, BeforeSignature.
        """
        self.require_signed()
        if self.signed_on and on.isoformat() < self.signed_on:
            raise BeforeSignature(on.isoformat(), self.signed_on)
        self.terminated_at, self.terminated_on = moment.now, on.isoformat()
        self.termination = way
        self._note(note)

    def close(self, moment: Moment, note: str | None) -> None:
        """Put a contract away. Raises ContractEnded, ContractNotSigned."""
        self.require_signed()
        self.closed_at, self.closed_on = moment.now, moment.today.isoformat()
        self._note(note)

    def _note(self, note: str | None) -> None:
        if note:
            self.note = f"{self.note}\n{note}" if self.note else note
        self.version += 1


class ContractFile(NamedTuple):
    """A contract with its versions in their order."""

    contract: Contract
    versions: Sequence[ContractVersion]

    @property
    def draft(self) -> ContractVersion | None:
        """Return the version that is not signed."""
        return next((each for each in self.versions if each.signed_at is None), None)

    @property
    def in_force(self) -> ContractVersion:
        """Return the newest signed version, else the draft."""
        signed = [each for each in self.versions if each.signed_at is not None]
        return (signed or list(self.versions))[-1]

    def editable(self) -> ContractVersion:
        """Return the draft of a contract that was never signed.

        Raises ContractEnded, ContractSigned.
        """
        self.contract.require_running()
        if self.contract.signed_on is not None or self.draft is None:
            raise ContractSigned(self.contract.name)
        return self.draft

    def changeable(self) -> ContractVersion:
        """Return the version whose terms may be edited: the draft, or an amendment.

        Raises ContractEnded, ContractSigned.
        """
        self.contract.require_running()
        return self.draft or self.editable()

    def unsigned(self) -> ContractVersion:
        """Return what waits for a signature: the draft, or an amendment.

        Raises ContractEnded, NothingToSign.
        """
        self.contract.require_running()
        if self.draft is None:
            raise NothingToSign(self.contract.name)
        return self.draft

    def amendable(self) -> ContractVersion:
        """Return the version that an amendment begins from.

        Raises ContractEnded, ContractNotSigned, AmendmentExists.
        """
        self.contract.require_signed()
        if self.draft is not None:
            raise AmendmentExists(self.contract.name, self.draft.n)
        return self.in_force

    def sign(self, on: date, moment: Moment) -> ContractVersion:
        """Sign the draft or the amendment; its terms become those of the contract.

        Raises ContractEnded, NothingToSign, SignedInFuture.
        """
        version = self.unsigned()
        if on > moment.today:
            raise SignedInFuture(on.isoformat())
        version.signed_at, version.signed_on = moment.now, on.isoformat()
        version.version += 1
        contract = self.contract
        if contract.signed_on is None:
            contract.signed_at, contract.signed_on = moment.now, on.isoformat()
        contract.starts, contract.ends = version.starts, version.ends
        contract.notice_days = version.notice_days
        contract.version += 1
        return version


def check_times(starts: str | None, ends: str | None) -> None:
    """Raise EndsBeforeStart where a contract would end before it begins."""
    if starts and ends and ends < starts:
        raise EndsBeforeStart(starts, ends)


def following_term(
    starts: str | None, ends: str | None, begins: str | None
) -> tuple[str | None, str | None]:
    """Return when the next contract begins and ends: the day after, for as long as the one before.

    `begins` is its first day where that is said. Whole months stay whole months.
    """
    if ends is None:
        return begins, None
    after = date.fromisoformat(ends) + timedelta(days=1)
    first = date.fromisoformat(begins) if begins else after
    if starts is None:
        return first.isoformat(), None
    began = date.fromisoformat(starts)
    months = (after.year - began.year) * 12 + after.month - began.month
    if add_months(began, months) == after:
        last = add_months(first, months) - timedelta(days=1)
    else:
        last = first + (after - began) - timedelta(days=1)
    return first.isoformat(), last.isoformat()
