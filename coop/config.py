"""The settings of a running house, from the environment with defaults that are safe on one's own machine."""

import os
import secrets
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def settings() -> dict[str, Any]:
    """Flask's configuration; DATABASE_URL, SECRET_KEY, SMTP_URL, ADDRESS, TRUSTED_HOSTS and VAR are honoured."""
    var = Path(os.environ.get("VAR", ROOT / "var"))
    return {
        "VAR": var,
        "SECRET_KEY": os.environ.get("SECRET_KEY") or _kept_secret(var / "secret_key"),
        "SQLALCHEMY_DATABASE_URI": os.environ.get("DATABASE_URL") or f"sqlite:///{var / 'wijk.sqlite'}",
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # an error in a log names nobody
        "MIGRATIONS": str(ROOT / "migrations"),
        "MAIL_FOLDER": str(var / "mail"),
        "SMTP_URL": os.environ.get("SMTP_URL", ""),
        "ADDRESS": os.environ.get("ADDRESS", ""),  # https://wijk.example.org, for links in mail
        # The keys of the payment provider are in no database or log; without them there is only the transfer.
        "STRIPE_KEY": os.environ.get("STRIPE_KEY", ""),
        "STRIPE_WEBHOOK_SECRET": os.environ.get("STRIPE_WEBHOOK_SECRET", ""),
        "STRIPE_ADDRESS": os.environ.get("STRIPE_ADDRESS", ""),  # of the stand-in; empty is the provider itself
        "TRUSTED_HOSTS": os.environ.get("TRUSTED_HOSTS", "127.0.0.1,localhost,[::1]").split(","),
        "BABEL_DEFAULT_LOCALE": "nl",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "coop" / "translations"),
        "WTF_CSRF_TIME_LIMIT": None,  # a form left open over lunch still works; the session bounds it
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": os.environ.get("HTTPS", "") == "1",
        "MAX_CONTENT_LENGTH": 12 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "MAX_FORM_PARTS": 2000,
    }


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Only the first process makes it; the others read what it made.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
