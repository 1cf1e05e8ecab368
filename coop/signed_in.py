"""Who is signed in: Flask-Login's manager, to which the members' floor tells how a person is found."""

from flask import Flask, Request, request
from flask.sessions import SecureCookieSessionInterface
from flask_login import AnonymousUserMixin, LoginManager

from coop.permission import Permission

login_manager = LoginManager()


class Nobody(AnonymousUserMixin):  # type: ignore[misc]
    """Somebody who did not sign in: may nothing that is not public."""

    name = ""
    audit_name = "public"
    person_id = None
    member_id = None

    def may(self, permission: Permission) -> bool:
        """Never."""
        return False


class SessionCookie(SecureCookieSessionInterface):
    """The cookie of the session: one that came over https never leaves it again."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """As set, and always on a secure request."""
        return super().get_cookie_secure(app) or request.is_secure


def prepare(app: Flask) -> None:
    """Give the app its manager; the session cookie is the only one, no "remember me" beside it."""
    app.session_interface = SessionCookie()
    login_manager.anonymous_user = Nobody
    login_manager.session_protection = None  # our own session rows say what is valid
    login_manager.init_app(app)


@login_manager.request_loader  # type: ignore[untyped-decorator]
def _nobody(_request: Request) -> None:
    return None
