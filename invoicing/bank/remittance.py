"""The free field of a bank line (:86: in MT940): each bank packs the other side and the text in its own way."""

import re
from dataclasses import dataclass

from stdnum import iban as stdnum_iban

from invoicing.bank import clean

_CODES = (
    "TRTP|IBAN|BIC|NAME|EREF|KREF|REMI|MARF|CSID|ORDP|BENM|ISDT|ACCW|ADDR|CNTP|PURP|RTRN|ULTC|ULTD|ULTB|PREF|"
    "SVCL|OCMT|CHGS|EXCH|PSPA|PSPN|RREF|ORIG"
)
_SLASHED = re.compile(rf"/(?=({_CODES})/)")
_WORDS = re.compile(
    r"\b(IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|MACHTIGING|MACHTIGINGSKENMERK|INCASSANT|BETALINGSKENM(?:ERK)?)\s?:\s*"
)
_NUMBERED = re.compile(r"[>?](\d\d)")
_PAYMENT_REFERENCE = re.compile(r"BETALINGSKENM(?:ERK|\.)[\s:.]*((?:\d ?){16})(?!\d)", re.IGNORECASE | re.ASCII)
_SPACES = re.compile(r"\s+")
_NOTHING = {"", "NOTPROVIDED", "NONREF", "EREF", "MARF", "PREF"}


@dataclass(frozen=True, slots=True)
class Remittance:
    """What a free field tells, as far as its form is known; the whole text where it is not."""

    iban: str = ""
    name: str = ""
    description: str = ""
    end_to_end: str = ""
    mandate: str = ""
    reference: str = ""


def read(lines: list[str]) -> Remittance:
    """Read the field from its lines, which a bank breaks anywhere."""
    first = "".join(lines).strip()
    if _SLASHED.search(first):
        return _slashed(first)
    if re.match(r"\d{0,3}[>?]\d\d", first):
        return _numbered(first)
    whole = " ".join(line.strip() for line in lines)
    if len(_WORDS.findall(whole)) > 1:
        return _worded(whole)
    found = _PAYMENT_REFERENCE.search(_SPACES.sub(" ", whole))
    return Remittance(
        iban=next(filter(None, map(iban, whole.split()[:3])), ""),
        description=clean.text(whole, 1000),
        reference=_SPACES.sub("", found[1]) if found else "",
    )


def iban(told: str) -> str:
    """The account number in it when its check digits are right, else nothing."""
    shrunk = re.sub(r"[^A-Z0-9]", "", told.upper())
    return shrunk if 15 <= len(shrunk) <= 34 and stdnum_iban.is_valid(shrunk) else ""


def given(told: str) -> str:
    """A reference that somebody gave; nothing for the words with which banks say that nobody did."""
    cleaned = clean.text(told)
    return "" if cleaned.upper() in _NOTHING else cleaned


def _slashed(whole: str) -> Remittance:
    # /TRTP/SEPA OVERBOEKING/IBAN/NL…/NAME/…/REMI/… — the text itself may hold slashes.
    told: dict[str, str] = {}
    for piece in _SLASHED.split(whole):
        code, slash, value = piece.partition("/")
        if slash and re.fullmatch(_CODES, code) and not told.get(code):
            told[code] = value.strip().strip("/")
    other = told.get("CNTP", "").split("/")  # ING: the account, the BIC, the name and the place
    remitted = re.sub(r"^(USTD|STRD)/+(?:CUR/)?", "", told.get("REMI", ""))
    structured = told.get("REMI", "").startswith("STRD")
    return Remittance(
        iban=iban(told.get("IBAN", "")) or iban(other[0]) or iban(told.get("ACCW", "").partition(",")[0]),
        name=clean.text(told.get("NAME") or (other[2] if len(other) > 2 else ""), 140),
        description=clean.text(remitted or whole, 1000),
        end_to_end=given(told.get("EREF", "")),
        mandate=given(told.get("MARF", "")),
        reference=clean.text(remitted) if structured else "",
    )


def _numbered(whole: str) -> Remittance:
    # 000>20text>21text…; 32 and 33 hold the name and 31 the account where a bank uses them for the other side.
    pieces = _NUMBERED.split(whole)
    told: dict[str, str] = {}
    for code, value in zip(pieces[1::2], pieces[2::2], strict=False):
        told[code] = told.get(code, "") + value
    remitted = "".join(value for code, value in told.items() if code[0] == "2" or "60" <= code <= "63")
    account = next(filter(None, (iban(value) for value in told.values())), "")
    return Remittance(
        iban=account,
        name=clean.text(told.get("32", "") + told.get("33", ""), 140),
        description=clean.text(remitted or whole, 1000),
    )


def _worded(whole: str) -> Remittance:
    # SEPA OVERBOEKING IBAN: NL… BIC: … NAAM: … OMSCHRIJVING: … KENMERK: …
    pieces = _WORDS.split(whole)
    told: dict[str, str] = {}
    for code, value in zip(pieces[1::2], pieces[2::2], strict=False):
        told.setdefault(code, value)
    paid = re.sub(r"\s", "", next((told[code] for code in told if code.startswith("BETALINGSKENM")), ""))
    return Remittance(
        iban=iban((told.get("IBAN", "").split() or [""])[0]),
        name=clean.text(told.get("NAAM"), 140),
        description=clean.text(told.get("OMSCHRIJVING") or whole, 1000),
        end_to_end=given(told.get("KENMERK", "")),
        mandate=given(told.get("MACHTIGING") or told.get("MACHTIGINGSKENMERK") or ""),
        reference=paid[:16] if re.match(r"\d{16}", paid, re.ASCII) else "",
    )
