"""Tell of open leads given to members whose role may not edit them: nobody would work on these."""

from collections.abc import Mapping

from salesmap.actions.team.owners import new_owners
from salesmap.core.commit_state import notices
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.team.person import Person
from salesmap.domain.team.rights import may_own_work
from salesmap.domain.team.roles import declare_roles
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


def tell_idle_owners(change: UnitOfWork, known: Mapping[str, Person]) -> None:
    """Note the new owners of open leads who may not edit what is theirs."""
    people = {known[fold(name)] for name in new_owners(change, "lead") if fold(name) in known}
    if not people:
        return
    sales_map = current_map(change.connection)
    declare_roles(sales_map)
    for person in sorted(people):
        if not may_own_work(sales_map, person.role):
            text = _("{name} ({role}) may not edit leads: nobody works on what is theirs.")
            notices.append(text.format(name=person.name, role=_(person.role)))
