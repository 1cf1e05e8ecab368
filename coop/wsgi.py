"""The entry for a web server: `gunicorn coop.wsgi:app`."""

from coop.app import create_app
from coop.memory import settle

app = create_app()
settle()
