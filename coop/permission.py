"""Who may do what: one list of permissions, roles as sets of them, and nothing allowed unless stated."""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Protocol, TypeVar, cast

from flask import abort
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., object])


class Permission(Enum):
    """What can be allowed, as area:thing:action."""

    ACCOUNT_OWN = "members:account:own"
    PEOPLE_READ = "members:people:read"
    PEOPLE_EDIT = "members:people:edit"
    MEMBERS_DECIDE = "members:membership:decide"
    SHARES_READ = "members:shares:read"
    SHARES_BOOK = "members:shares:book"
    ROLES_GIVE = "members:roles:give"
    SERVICES_EDIT = "orders:services:edit"
    ORDERS_READ = "orders:orders:read"
    ORDERS_TAKE = "orders:orders:take"
    ORDERS_DECIDE = "orders:orders:decide"
    JOBS_PLAN = "orders:jobs:plan"
    HOURS_OWN = "orders:hours:own"
    HOURS_APPROVE = "orders:hours:approve"
    CLAIMS_OWN = "invoicing:claims:own"
    BILLING_RUN = "invoicing:billing:run"
    INVOICES_READ = "invoicing:invoices:read"
    PAYMENTS_BOOK = "invoicing:payments:book"
    COUNTER_TAKE = "invoicing:counter:take"
    PURCHASES_BOOK = "invoicing:purchases:book"
    PURCHASES_APPROVE = "invoicing:purchases:approve"
    BANK_IMPORT = "invoicing:bank:import"
    VAT_FILE = "invoicing:vat:file"
    EXPLOITATIE_READ = "invoicing:exploitatie:read"
    BUDGET_EDIT = "invoicing:budget:edit"
    LEDGER_READ = "ledger:transactions:read"
    LEDGER_POST = "ledger:transactions:post"
    PERIODS_CLOSE = "ledger:periods:close"
    DESK_USE = "coop:desk:use"
    SETTINGS_EDIT = "coop:settings:edit"
    RULES_CONFIRM = "coop:rules:confirm"
    AUDIT_READ = "coop:audit:read"


class Role(StrEnum):
    """What somebody is in the cooperative; one person may be several."""

    MEMBER = "member"
    COORDINATOR = "coordinator"
    TREASURER = "treasurer"
    BOARD = "board"
    ADMIN = "admin"


_P = Permission
_WORKING = frozenset({_P.ACCOUNT_OWN, _P.HOURS_OWN, _P.CLAIMS_OWN})
_BOOKS = frozenset({_P.SHARES_READ, _P.INVOICES_READ, _P.EXPLOITATIE_READ, _P.LEDGER_READ})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MEMBER: _WORKING,
    Role.COORDINATOR: _WORKING
    | {
        _P.DESK_USE,
        _P.PEOPLE_READ,
        _P.PEOPLE_EDIT,
        _P.SERVICES_EDIT,
        _P.ORDERS_READ,
        _P.ORDERS_TAKE,
        _P.ORDERS_DECIDE,
        _P.JOBS_PLAN,
        _P.HOURS_APPROVE,
        _P.COUNTER_TAKE,
    },
    Role.TREASURER: _WORKING
    | _BOOKS
    | {
        _P.DESK_USE,
        _P.PEOPLE_READ,
        _P.PEOPLE_EDIT,
        _P.SERVICES_EDIT,
        _P.ORDERS_READ,
        _P.SHARES_BOOK,
        _P.BILLING_RUN,
        _P.PAYMENTS_BOOK,
        _P.COUNTER_TAKE,
        _P.PURCHASES_BOOK,
        _P.PURCHASES_APPROVE,
        _P.BANK_IMPORT,
        _P.VAT_FILE,
        _P.BUDGET_EDIT,
        _P.LEDGER_POST,
        _P.PERIODS_CLOSE,
        _P.SETTINGS_EDIT,
        _P.RULES_CONFIRM,
        _P.AUDIT_READ,
    },
    Role.BOARD: _WORKING
    | _BOOKS
    | {_P.DESK_USE, _P.PEOPLE_READ, _P.MEMBERS_DECIDE, _P.ORDERS_READ, _P.PURCHASES_APPROVE, _P.AUDIT_READ},
    Role.ADMIN: frozenset(
        {
            _P.ACCOUNT_OWN,
            _P.DESK_USE,
            _P.PEOPLE_READ,
            _P.PEOPLE_EDIT,
            _P.ROLES_GIVE,
            _P.SETTINGS_EDIT,
            _P.AUDIT_READ,
        }
    ),
}
"""The admin keeps the house in order but does not see the books: roles are given by need."""


class Actor(Protocol):
    """Who acts: a signed-in person, or nobody in particular."""

    is_authenticated: bool
    name: str
    audit_name: str
    person_id: int | None
    member_id: int | None

    def may(self, permission: Permission) -> bool:
        """Whether this is allowed to the actor."""
        ...


def allow(permission: Permission) -> Callable[[View], View]:
    """State that a view needs a permission; who is not signed in is asked to, who may not gets a 403."""

    def state(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return state


def public(view: View) -> View:
    """State that a view is for everyone, also without signing in."""
    view.permission = None  # type: ignore[attr-defined]
    return view


def for_organisations(view: View) -> View:
    """State that a public view is read by who acts for an organisation: in the languages of the staff's pages."""
    view.permission = None  # type: ignore[attr-defined]
    view.for_organisations = True  # type: ignore[attr-defined]
    return view


def current() -> Actor:
    """Who acts in this request."""
    return cast(Actor, current_user._get_current_object())  # the proxy would look it up at every question


def may(permission: Permission) -> bool:
    """Whether the current person is allowed this; for views that show more to some."""
    actor = current()
    return actor.is_authenticated and actor.may(permission)


def demand(permission: Permission) -> None:
    """Stop with a 403 when the current person may not do this."""
    if not may(permission):
        abort(403)
