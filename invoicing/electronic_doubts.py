"""What keeps a bill from becoming an e-invoice, said while it can still be mended."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext

from invoicing.ubl.trader import trader
from members.party import Party


def electronic_doubts(party: Party, reference: str, us: dict[str, Any]) -> Iterator[str]:
    """The sentences about one bill of ours; a resident needs no e-invoice, an organisation does."""
    ours = trader(us)
    if not (ours.legal and ours.vat_id and ours.has_address and us["iban"]):
        yield gettext(
            "Zonder ons adres, KvK-nummer, btw-nummer en rekeningnummer is er geen e-factuur."
            " Vul ze in bij Instellingen."
        )
    if not party.is_organisation:
        return
    if not (party.kvk or party.oin):
        yield gettext(
            "%(name)s heeft geen KvK-nummer of OIN. Vul het in: zonder kan de e-factuur niet worden geboekt.",
            name=party.name,
        )
    if party.oin and not reference:
        yield gettext(
            "Een overheid vraagt een inkoopnummer of kenmerk op de factuur."
            " Vraag ernaar en zet het bij de bestelling."
        )
