"""What to look at before a return is filed, in words, each with the page where it is solved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext, ngettext

from coop import clock
from coop.money import Money, half_up
from coop.rules import confirmation
from coop.rules.vat_return import EXEMPT as EXEMPT_RULE
from invoicing import taxed_share
from invoicing.bad_debt_list import candidates
from invoicing.vat_period import VatPeriod
from invoicing.vat_return.before_invoice import due_already, due_earlier
from invoicing.vat_return.ledger_sums import Marked, Sums
from invoicing.vat_return.place import EXEMPT, OUTSIDE
from invoicing.vat_return.unpaid import owed_again


@dataclass(frozen=True, slots=True)
class Look:
    """A doubt about a return; `where` is the endpoint of the page where it is solved."""

    sentence: str
    where: str | None = None


def doubts(period: VatPeriod, sums: Sums) -> list[Look]:
    """Everything to look at in the sums of a period."""
    return list(_doubts(period, sums))


def _doubts(period: VatPeriod, sums: Sums) -> Iterator[Look]:
    if sums.unmarked:
        yield Look(
            gettext(
                "Er is %(amount)s met de hand op de btw-rekeningen geboekt. Het telt mee bij de rubriek van de "
                "rekening. Hoort het niet in deze aangifte, boek het dan om naar 16221.",
                amount=sums.unmarked,
            ),
            "ledger.index",
        )
    for mark, marked in sorted(sums.marked.items()):
        reckoned = _reckoned(mark, marked)
        # Each invoice rounds for itself, half a cent at most.
        if abs(marked.vat - reckoned) > marked.entries:
            yield Look(
                gettext(
                    "Bij %(rate)s%% is %(vat)s btw geboekt over %(turnover)s. Dat zou %(reckoned)s zijn.",
                    rate=f"{int(mark[1:]) / 100:g}",
                    vat=Money(marked.vat),
                    turnover=Money(marked.turnover),
                    reckoned=Money(reckoned),
                )
            )
    if (sums.beside[EXEMPT] or sums.beside[OUTSIDE]) and not confirmation.is_confirmed(EXEMPT_RULE):
        yield Look(
            gettext("Vrijgestelde omzet en omzet buiten de btw staan in geen rubriek. Dat is nog niet bevestigd."),
            "rules.index",
        )
    yield from _unclaimed(period)
    yield from _unpaid(period)
    yield from _before_invoice(period)
    if sums.beside[EXEMPT] and taxed_share.share_on(period.begin) == taxed_share.ALL:
        yield Look(
            gettext("Er is vrijgestelde omzet, maar alle btw op inkopen is afgetrokken. Stel in welk deel mag."),
            "vat_settings.show",
        )


def _unclaimed(period: VatPeriod) -> Iterator[Look]:
    today = clock.today()
    found = [one for one in candidates(today) if one.is_certain(min(today, period.end - timedelta(days=1)))]
    if found:
        vat = sum((one.vat for one in found), Money.zero())
        yield Look(
            ngettext(
                "%(num)d factuur is al een jaar te laat. Daar zit %(vat)s btw in die je terug kunt vragen.",
                "%(num)d facturen zijn al een jaar te laat. Daar zit %(vat)s btw in die je terug kunt vragen.",
                len(found),
                vat=vat,
            ),
            "bad_debts.index",
        )


def _unpaid(period: VatPeriod) -> Iterator[Look]:
    vat = owed_again(period)
    if vat:
        yield Look(
            gettext(
                "Inkoop die in dit tijdvak een jaar te laat werd, is nog niet betaald. De %(vat)s btw die daarop "
                "is afgetrokken, ben je weer verschuldigd tot je betaalt (Wet OB art. 29 lid 7). Vraag je "
                "boekhouder hoe je dat boekt.",
                vat=vat,
            ),
            "purchases.open_list",
        )


def _before_invoice(period: VatPeriod) -> Iterator[Look]:
    earlier = due_earlier(period)
    if earlier:
        yield Look(
            gettext(
                "Op facturen van dit tijdvak staat %(vat)s btw die al in een eerder tijdvak verschuldigd was: bij "
                "een bewoner telt de dag van het werk (Wet OB art. 13). Vraag je boekhouder hoe je dat rechtzet.",
                vat=earlier,
            )
        )
    already = due_already(period) if period.end <= clock.today() else Money.zero()
    if already:
        yield Look(
            gettext(
                "Over werk van vóór het einde van dit tijdvak is %(vat)s btw verschuldigd, maar de factuur is van "
                "later of is er nog niet. Bij een bewoner telt de dag van het werk (Wet OB art. 13). Vraag je "
                "boekhouder hoe je dat rechtzet, en factureer werk voor bewoners voortaan in zijn eigen tijdvak.",
                vat=already,
            ),
            "billing.preview",
        )


def _reckoned(mark: str, marked: Marked) -> int:
    return half_up(marked.turnover * int(mark[1:]), 10_000)
