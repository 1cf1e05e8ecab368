"""Finding quotations and contracts, by number, title, customer or amount."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext

from coop.permission import Permission
from coop.search import Asked, Finder, Hit
from invoicing.contract import contract_list
from invoicing.quotation import quotation_list
from invoicing.quotation.quotation_list import STATE_NAMES


def quotations(asked: Asked, limit: int) -> Sequence[Hit]:
    """The latest first."""
    return [
        Hit(
            f"{row.code} {row.title}".strip(),
            f"{row.customer} · {STATE_NAMES[row.state]}",  # type: ignore[index]
            "quotations.show",
            {"quotation_id": row.id},
            row.net,
        )
        for row in quotation_list.found(words=" ".join(asked.words), net=asked.amount, limit=limit)
    ]


def contracts(asked: Asked, limit: int) -> Sequence[Hit]:
    """The latest first; also by the customer's own number."""
    return [
        Hit(f"{row.number} {row.title}", row.customer, "contracts.show", {"contract_id": row.id}, row.net)
        for row in contract_list.found(words=" ".join(asked.words), limit=limit)
    ]


def _all_quotations(asked: Asked) -> tuple[str, dict[str, Any]]:
    return "quotations.index", {"q": asked.text}


def _all_contracts(asked: Asked) -> tuple[str, dict[str, Any]]:
    return "contracts.index", {"q": asked.text}


finders = [
    Finder(lazy_gettext("Offertes"), Permission.ORDERS_READ, quotations, 24, _all_quotations),
    Finder(lazy_gettext("Contracten"), Permission.ORDERS_READ, contracts, 26, _all_contracts),
]
