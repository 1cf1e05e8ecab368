"""What the audit trail calls the things of this floor."""

from flask_babel import lazy_gettext

from members.engagement import KIND_NAMES
from members.role_names import ROLE_NAMES

trail_words = {
    **{kind.value: name for kind, name in KIND_NAMES.items()},
    **{role.value: name for role, name in ROLE_NAMES.items()},
    "admitted": lazy_gettext("toegelaten"),
    "applied": lazy_gettext("aangevraagd"),
    "begin": lazy_gettext("vanaf"),
    "contribution_due": lazy_gettext("contributie"),
    "contribution_rate": lazy_gettext("contributietarief"),
    "due": lazy_gettext("te betalen"),
    "email": lazy_gettext("e-mailadres"),
    "end": lazy_gettext("tot"),
    "engagement": lazy_gettext("inzet"),
    "invoiced": lazy_gettext("gefactureerd"),
    "is_blocked": lazy_gettext("geblokkeerd"),
    "login": lazy_gettext("inlog van"),
    "party": lazy_gettext("relatie"),
    "password": lazy_gettext("nieuw wachtwoord"),
    "refused": lazy_gettext("afgewezen"),
    "resigned": lazy_gettext("opgezegd"),
    "portrait_sha": lazy_gettext("foto van het lid"),
    "resigned_on": lazy_gettext("lid tot"),
    "role": lazy_gettext("rol"),
    "share_value": lazy_gettext("waarde van een aandeel"),
    "shares_issue": lazy_gettext("aandelen uitgegeven"),
    "shares_payment": lazy_gettext("aandelen betaald"),
    "shares_redemption": lazy_gettext("aandelen ingetrokken"),
    "shares_repayment": lazy_gettext("aandelen terugbetaald"),
    "shares_transfer": lazy_gettext("aandelen overgedragen"),
    "signed_in": lazy_gettext("ingelogd"),
    "signed_out": lazy_gettext("uitgelogd"),
    "waived": lazy_gettext("kwijtgescholden"),
}

trail_kinds = ("member", "party", "engagement", "login", "contribution_due", "contribution_rate", "share_value")
