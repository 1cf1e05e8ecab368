"""The words of a reminder: friendly and plain, and in the last letter what the law wants said (BW 6:96 lid 6)."""

from flask_babel import gettext

from coop import address, wijk
from coop.filters import day as shown_day
from coop.filters import written
from coop.languages import speaking
from coop.money import Money
from coop.rules import collection
from invoicing.document import spaced
from invoicing.online.link import token_of
from invoicing.reminders.proposal import Proposal
from invoicing.reminders.step import Step


def subject(proposal: Proposal) -> str:
    """What it is about, as the subject of a mail."""
    with speaking(proposal.party.language):
        if proposal.step == Step.LETTER:
            return str(gettext("Laatste brief: betaal binnen %(days)s dagen", days=collection.letter_term().days))
        if proposal.step == Step.COST:
            return str(gettext("Incassokosten: je hebt niet op tijd betaald"))
        if len(proposal.items) == 1:
            return str(gettext("Herinnering: factuur %(number)s", number=proposal.items[0].number))
        return str(gettext("Herinnering: %(count)s facturen", count=len(proposal.items)))


def text(proposal: Proposal, cost_number: str | None = None) -> str:
    """The whole letter, as mail or to print; with the number of the invoice that asks the cost.

    Who reads another language gets it in both: the Dutch is what the law asks for, and what a helper can read.
    """
    return f"\n\n{'-' * 40}\n\n".join(
        _text(proposal, cost_number, language) for language in dict.fromkeys((proposal.party.language, "nl"))
    )


def _text(proposal: Proposal, cost_number: str | None, language: str) -> str:
    with speaking(language):
        parts = [
            gettext("Beste %(name)s,", name=proposal.party.name),
            _opening(proposal),
            "\n".join(_lines(proposal)),
            *([_cost(proposal, cost_number)] if cost_number else []),
            _request(proposal, cost_number),
            *_online(proposal, cost_number),
            *([_consequence(proposal)] if proposal.step == Step.LETTER else []),
            gettext(
                "Heb je al betaald? Dan hoef je niets te doen. Lukt het niet in één keer, of klopt er iets niet? "
                "Bel ons: %(phone)s. We denken graag mee.",
                phone=wijk.current().phone,
            ),
            wijk.current().name,
        ]
        return "\n\n".join(parts)


def _opening(proposal: Proposal) -> str:
    return str(
        {
            Step.FRIENDLY: gettext("We hebben je betaling nog niet gezien. Dat kan gebeuren."),
            Step.SECOND: gettext("We schreven je al eerder, maar dit staat nog open."),
            Step.LETTER: gettext("We schreven je al twee keer. Dit staat nog steeds open."),
            Step.COST: gettext("De termijn uit onze laatste brief is voorbij. Dit staat nog steeds open."),
        }[proposal.step or Step.FRIENDLY]
    )


def _lines(proposal: Proposal) -> list[str]:
    return [
        gettext(
            "- factuur %(number)s van %(day)s: %(open)s",
            number=item.number,
            day=shown_day(item.issued_on),
            open=written(item.open),
        )
        for item in proposal.items
    ]


def _cost(proposal: Proposal, cost_number: str) -> str:
    told: str = gettext(
        "Daar komt nu %(cost)s aan incassokosten bij%(vat)s%(interest)s. Dat staat op factuur %(number)s.",
        cost=written(proposal.cost or 0),
        vat=gettext(" (met btw)") if proposal.raised else "",
        interest=gettext(", en %(interest)s rente", interest=written(proposal.interest))
        if proposal.interest
        else "",
        number=cost_number,
    )
    return told


def _request(proposal: Proposal, cost_number: str | None) -> str:
    house = wijk.current()
    numbers = [*(item.number for item in proposal.items), *([cost_number] if cost_number else [])]
    more = (proposal.cost or Money.zero()) + (proposal.interest or Money.zero()) if cost_number else Money.zero()
    asked: str = gettext(
        "Wil je %(total)s overmaken naar %(iban)s van %(name)s? Zet erbij: %(numbers)s.",
        total=written(proposal.total + more),
        iban=spaced(house.iban),
        name=house.legal_name or house.name,
        numbers=", ".join(numbers),
    )
    return asked


def _online(proposal: Proposal, cost_number: str | None) -> list[str]:
    numbers = [*(item.number for item in proposal.items), *([cost_number] if cost_number else [])]
    pages = [address.link("pay.show", token=token_of(number)) for number in numbers]
    found = [page for page in pages if page]
    return ["\n".join([gettext("Hier zie je wat er open staat en betaal je:"), *found])] if found else []


def _consequence(proposal: Proposal) -> str:
    told: str = gettext(
        "Betaal binnen %(days)s dagen nadat je deze brief hebt gekregen. Doe je dat niet, dan komt er "
        "%(cost)s aan incassokosten bij%(vat)s.",
        days=collection.letter_term().days,
        cost=written(proposal.cost or 0),
        vat=gettext(" (met btw)") if proposal.raised else "",
    )
    return told
