"""The drawings of the usual services: who cannot read well, or another language, still finds the garden."""

from typing import NamedTuple

from flask_babel import lazy_gettext


class Drawing(NamedTuple):
    """One drawing: its name in `coop/static/drawings.svg`, what is on it, and what such services are called."""

    name: str
    label: str
    icon: str
    """The small pictogram of the same work, which a service keeps; see `vendor/lucide.svg`."""
    stems: tuple[str, ...] = ()
    """Beginnings of Dutch words: whoever brings in a list of services chooses no drawing for each."""


NEIGHBOURS = Drawing("neighbours", lazy_gettext("huizen in de buurt"), "hand-heart")

DRAWINGS = (
    Drawing("garden", lazy_gettext("tuin"), "shovel", ("tuin", "onkruid", "snoei")),
    Drawing("hedge", lazy_gettext("heg"), "scissors", ("heg", "haag")),
    Drawing("grass", lazy_gettext("gras"), "sprout", ("gras", "gazon", "maai")),
    Drawing("cleaning", lazy_gettext("schoonmaken"), "brush-cleaning", ("schoonm", "poets", "huishoud")),
    Drawing("windows", lazy_gettext("ramen"), "sparkles", ("ramen", "raam", "glas")),
    Drawing("odd-jobs", lazy_gettext("klussen"), "hammer", ("klus", "reparatie", "timmer")),
    Drawing("shopping", lazy_gettext("boodschappen"), "shopping-basket", ("boodschap",)),
    Drawing("computer", lazy_gettext("computer en telefoon"), "settings", ("computer", "telefoon", "digi")),
    Drawing("moving", lazy_gettext("verhuizen"), "truck", ("verhui", "vervoer", "ophaal")),
    Drawing("painting", lazy_gettext("schilderen"), "paint-roller", ("schilder", "verf", "verv")),
    Drawing("wallpaper", lazy_gettext("behangen"), "house", ("behang",)),
    Drawing("bike", lazy_gettext("fiets"), "bike", ("fiets",)),
    Drawing("litter", lazy_gettext("zwerfvuil"), "trash-2", ("zwerf", "afval", "vuil")),
    Drawing("trees", lazy_gettext("groen en pleinen"), "trees", ("groen", "plein", "boom", "bomen")),
    NEIGHBOURS,
)

_BY_ICON = {drawing.icon: drawing for drawing in DRAWINGS}


def drawing_of(icon: str, name: str) -> Drawing:
    """The drawing that was chosen by its pictogram, else the one that fits the name, else the neighbours."""
    if icon in _BY_ICON:
        return _BY_ICON[icon]
    words = name.casefold().split()
    fitting = (one for one in DRAWINGS for stem in one.stems if any(word.startswith(stem) for word in words))
    return next(fitting, NEIGHBOURS)
