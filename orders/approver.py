"""Who approves hours: everybody's but their own, unless nobody else may."""

from dataclasses import dataclass

from coop.permission import Permission
from members import login, member


@dataclass(frozen=True)
class Approver:
    """Who acts now: their memberships, and whether the house has nobody else who may approve."""

    member_ids: frozenset[int]
    is_only_one: bool

    def owns(self, member_id: int) -> bool:
        """Whether these are the approver's own hours."""
        return member_id in self.member_ids

    def leaves(self, member_id: int) -> bool:
        """Whether somebody else has to approve these."""
        return self.owns(member_id) and not self.is_only_one


def acting() -> Approver:
    """The approver under whose name things are done now; the house itself has no hours of its own."""
    found = login.acting()
    if found is None:
        return Approver(frozenset(), is_only_one=False)
    return Approver(
        frozenset(one.id for one in member.of_person(found.person_id)),
        is_only_one=not login.others_may(Permission.HOURS_APPROVE, found),
    )
