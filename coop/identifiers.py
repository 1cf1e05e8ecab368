"""Numbers that others gave out, checked by their own rules: KvK, VAT id, OIN, IBAN, creditor identifier."""

import re

from flask_babel import gettext
from stdnum import iban as stdnum_iban
from stdnum.eu import at_02 as stdnum_creditor
from stdnum.eu import vat as stdnum_vat
from stdnum.exceptions import ValidationError

from coop.errors import Refusal


class NotANumber(Refusal):
    """A number that others will look up is right or is not kept."""


def kvk(text: str) -> str:
    """A number of the Dutch trade register: eight digits; raises NotANumber."""
    compact = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"[0-9]{8}", compact):
        raise NotANumber(gettext("Een KvK-nummer heeft acht cijfers."))
    return compact


def vat_id(text: str) -> str:
    """A VAT id of any country of the Union, its check digits included; raises NotANumber."""
    try:
        return str(stdnum_vat.validate(text))
    except ValidationError as wrong:
        raise NotANumber(gettext("Dit btw-nummer klopt niet. Het lijkt op NL123456789B01.")) from wrong


def oin(text: str) -> str:
    """The number that Dutch authorities go by (OIN): twenty digits; raises NotANumber."""
    compact = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{20}", compact):
        raise NotANumber(gettext("Een OIN heeft twintig cijfers."))
    return compact


def iban(text: str) -> str:
    """An account number by its check digits (ISO 13616), without spaces; raises NotANumber."""
    try:
        return str(stdnum_iban.validate(text))
    except ValidationError as wrong:
        raise NotANumber(gettext("Dit rekeningnummer klopt niet. Het lijkt op NL91 ABNA 0417 1643 00.")) from wrong


def creditor_id(text: str) -> str:
    """The number under which we collect (incassant-ID), by its check digits (EPC262-08); raises NotANumber.

    A Dutch one has the KvK number in it and four digits more.
    """
    try:
        found = str(stdnum_creditor.validate(text))
    except ValidationError:
        found = ""
    if not re.fullmatch(r"NL[0-9]{2}[A-Z0-9]{3}[0-9]{12}|(?!NL)[A-Z]{2}[0-9]{2}[A-Z0-9]{4,31}", found):
        raise NotANumber(gettext("Dit incassant-ID klopt niet. Het lijkt op NL13 ZZZ 9000 0013 0000."))
    return found
