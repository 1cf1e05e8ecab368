"""How a cost behaves: what it is for, and whether it grows with every job or goes on without any.

Hours are paid as they are worked, so wages and allowances of a service vary with its jobs; so do material, work
that is put out, travel, tools and the upkeep of machines, which wear by use. What a machine loses in worth by age,
training and all else goes on in a month without a job: it is fixed. This is about costs of a service itself; what
belongs to no service is overhead, whatever its account.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext

from coop.ledger import chart


class Group(StrEnum):
    """What a cost of a service is for."""

    LABOUR = "labour"
    OUTSOURCED = "outsourced"
    MATERIAL = "material"
    TRAVEL = "travel"
    EQUIPMENT = "equipment"
    GUIDANCE = "guidance"
    OTHER = "other"


GROUP_NAMES: Mapping[Group, object] = {
    Group.LABOUR: lazy_gettext("Uren"),
    Group.OUTSOURCED: lazy_gettext("Werk van anderen"),
    Group.MATERIAL: lazy_gettext("Materiaal"),
    Group.TRAVEL: lazy_gettext("Reizen"),
    Group.EQUIPMENT: lazy_gettext("Gereedschap en machines"),
    Group.GUIDANCE: lazy_gettext("Opleiden en begeleiden"),
    Group.OTHER: lazy_gettext("Andere kosten"),
}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The group of an account, and whether its costs grow with the jobs."""

    group: Group
    varies: bool


WAGES = frozenset({chart.WAGES, "40140", "40310", "40405"})
"""What employees and apprentices cost: wages, holiday pay, social insurance, pension."""

FIXED = Behaviour(Group.OTHER, varies=False)
"""What is not in the table goes on without a job."""

BEHAVIOURS: Mapping[str, Behaviour] = {
    **{number: Behaviour(Group.LABOUR, varies=True) for number in sorted(WAGES)},
    chart.ALLOWANCES: Behaviour(Group.LABOUR, varies=True),
    chart.OUTSOURCED: Behaviour(Group.OUTSOURCED, varies=True),
    chart.MATERIALS: Behaviour(Group.MATERIAL, varies=True),
    "40880": Behaviour(Group.TRAVEL, varies=True),
    "45701": Behaviour(Group.TRAVEL, varies=True),
    "45790": Behaviour(Group.TRAVEL, varies=True),
    chart.SMALL_TOOLS: Behaviour(Group.EQUIPMENT, varies=True),
    "45340": Behaviour(Group.EQUIPMENT, varies=True),
    "43220": Behaviour(Group.EQUIPMENT, varies=False),
    "43230": Behaviour(Group.EQUIPMENT, varies=False),
    "43240": Behaviour(Group.EQUIPMENT, varies=False),
    chart.PARTICIPANTS: Behaviour(Group.GUIDANCE, varies=True),
    "40845": Behaviour(Group.GUIDANCE, varies=False),
    "81501": Behaviour(Group.OTHER, varies=True),
}


def behaviour(account: str) -> Behaviour:
    """How the costs on an account behave."""
    return BEHAVIOURS.get(account, FIXED)


def is_turnover(account: str) -> bool:
    """Whether income on this account was paid for work; all other income is grants, gifts and the like."""
    return account.startswith("80")
