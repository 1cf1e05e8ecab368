"""The forecast as a file."""

from coop import clock
from coop.export import Asked, Export
from coop.report import Report
from invoicing.forecast.forecast import forecast
from invoicing.forecast.overview import overview


def months(_asked: Asked) -> Report:
    """The months ahead."""
    return overview(forecast(clock.today()))


exports = [Export("forecast.show", "vooruitblik", months)]
