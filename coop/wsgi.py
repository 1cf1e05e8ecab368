"""The entry for a web server: `gunicorn coop.wsgi:app`."""

from coop.app import create_app

app = create_app()
