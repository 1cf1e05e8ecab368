"""A year of bank lines with their labels, as the people of the demo wijk and their banks would make them.

Who pays, when and in which words is decided here from what is truly owed; nothing of the matching is used. The
label of a line is what it was for: the set of (where it goes, key, cents).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from xml.sax.saxutils import escape

from stdnum.iso7064 import mod_97_10

Label = frozenset[tuple[str, str, int]]

OURS = "NL91ABNA0417164300"
BANKS = ("INGB", "RABO", "ABNA", "SNSB", "ASNB", "TRIO", "BUNQ", "KNAB")


@dataclass(frozen=True)
class Owed:
    """An invoice that is open, as the one who has it at home reads it."""

    number: str
    party_id: int
    name: str
    street: str
    issued_on: date
    cents: int


@dataclass
class Payer:
    """How somebody pays: from which account, under which name, and how carefully."""

    iban: str
    name: str
    careful: float


@dataclass
class Line:
    """A line of the bank and what it is for."""

    day: date
    cents: int
    iban: str
    name: str
    text: str
    label: Label


@dataclass
class Habits:
    """The people and their habits, the same for the same dice."""

    dice: Random
    payers: dict[int, Payer] = field(default_factory=dict)
    accounts: int = 0

    def iban(self) -> str:
        """An account number that nobody has yet."""
        self.accounts += 1
        bank, number = self.dice.choice(BANKS), f"{self.accounts * 7919 % 10**10:010d}"
        return f"NL{mod_97_10.calc_check_digits(f'{bank}{number}NL')}{bank}{number}"

    def payer(self, owed: Owed) -> Payer:
        """Who pays for them: mostly they themselves, or a partner, or an administrator with many clients."""
        found = self.payers.get(owed.party_id)
        if found is None:
            found = self.payers[owed.party_id] = self._payer(owed.name)
        return found

    def _payer(self, name: str) -> Payer:
        dice, roll = self.dice, self.dice.random()
        careful = dice.choice((0.98, 0.95, 0.9, 0.8, 0.5))
        if roll < 0.03:
            there = next((one for one in self.payers.values() if one.name.startswith("Bewind")), None)
            return there or Payer(self.iban(), "Bewindvoering Noord B.V.", 0.9)
        if roll < 0.07:
            return Payer(self.iban(), f"{dice.choice('ABEHJKLMS')} {dice.choice(_OTHERS)}", careful)
        first, _, family = name.partition(" ")
        if roll < 0.13:
            return Payer(self.iban(), f"{dice.choice('ABEHJKLMS')}. {family or first}".upper(), careful)
        if not family or roll < 0.2:
            return Payer(self.iban(), name, careful)
        ways = (
            f"{first[0]} {family}",
            f"Hr {first[0]} {family}",
            f"{first[0]}. {family} e/o",
            name,
            f"MW {first[0]} {family}",
        )
        written = dice.choice(ways)
        return Payer(self.iban(), written.upper() if dice.random() < 0.4 else written, careful)


def of_month(habits: Habits, owed: Iterable[Owed], begin: date, last: date) -> list[Line]:
    """What came in of these invoices up to a day: most within the month, some late, some not yet."""
    dice, lines = habits.dice, []
    households: dict[int, list[Owed]] = {}
    for one in owed:
        age = (last - one.issued_on).days
        if age >= 7 and dice.random() < (0.93 if age < 35 else 0.5 if age < 80 else 0.04):
            households.setdefault(one.party_id, []).append(one)
    for several in households.values():
        several.sort(key=lambda one: one.number)
        if len(several) > 1 and dice.random() < 0.6:
            lines.append(_together(habits, several, begin, last))
        else:
            lines += [line for one in several for line in _single(habits, one, begin, last)]
    lines.sort(key=lambda line: line.day)
    return lines


def _single(habits: Habits, one: Owed, begin: date, last: date) -> list[Line]:
    dice, payer = habits.dice, habits.payer(one)
    day, cents, roll = _day(dice, one, begin, last), one.cents, dice.random()
    if roll < 0.015 and cents > 1000:
        cents = -(-cents // 500) * 500  # up to five euros
    elif roll < 0.025 and cents > 1000:
        cents = cents // 2
    elif roll < 0.035:
        cents += dice.choice((-1, 1, 2, -10))
    text = _words(dice, payer, one)
    lines = [Line(day, cents, payer.iban, payer.name, text, frozenset({("invoice", one.number, cents)}))]
    if roll > 0.995 and day < last:
        lines.append(Line(min(last, day + timedelta(days=3)), cents, *_who(payer), text, lines[0].label))
    return lines


def _together(habits: Habits, several: list[Owed], begin: date, last: date) -> Line:
    dice, payer = habits.dice, habits.payer(several[0])
    label = frozenset(("invoice", one.number, one.cents) for one in several)
    roll = dice.random()
    if roll < 0.55:
        text = dice.choice((" en ", ", ", " + ", " ")).join(one.number for one in several)
    elif roll < 0.75:
        text = f"{several[0].number} en de andere"
    else:
        text = dice.choice(("facturen", "alles", "tuin en schoonmaak"))
    day = _day(dice, several[-1], begin, last)
    return Line(day, sum(one.cents for one in several), payer.iban, payer.name, text, label)


def _who(payer: Payer) -> tuple[str, str]:
    return payer.iban, payer.name


def _day(dice: Random, one: Owed, begin: date, last: date) -> date:
    first = max(begin, one.issued_on + timedelta(days=1))
    return first + timedelta(days=dice.randrange(max(1, (last - first).days + 1)))


def _words(dice: Random, payer: Payer, one: Owed) -> str:
    year, rest = one.number.split("-")
    if dice.random() > payer.careful:
        return dice.choice(
            (
                "tuin",
                "schoonmaak",
                "betaling",
                "",
                "factuur",
                "dank je wel",
                f"{one.street}",
                f"factuur {int(rest)}",
                f"nr {rest}",
                f"wijkbedrijf {dice.choice(_MONTHS)}",
                _mistyped(dice, one.number),
                _mistyped(dice, one.number),
                f"{int(year) - 1}-{rest}",
            )
        )
    return dice.choice(
        (
            one.number,
            one.number,
            one.number,
            f"factuur {one.number}",
            f"Factuurnummer {year}{rest}",
            f"fact. {year} {rest} {one.street}",
            f"{year}/{rest}",
            f"Betaling factuur {one.number} {dice.choice(_MONTHS)}",
            f"Coop Wijkbedrijf Beijum factuur {year}-{rest[:2]} {rest[2:]}",
            f"{one.number} van {one.issued_on:%Y-%m-%d}",
        )
    )


def _mistyped(dice: Random, number: str) -> str:
    digits = list(number)
    place = dice.choice([at for at, sign in enumerate(digits) if sign.isdigit() and at > 4])
    if dice.random() < 0.4 and place + 1 < len(digits):
        digits[place], digits[place + 1] = digits[place + 1], digits[place]
    else:
        digits[place] = dice.choice("0123456789")
    return "".join(digits)


def camt(lines: list[Line], references: list[str], month: date, last: date, opening: int) -> bytes:
    """The lines as the bank's file; each bears the reference under which its label is found again."""
    closing = opening + sum(line.cents for line in lines)
    entries = "".join(map(_entry, lines, references))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>{month:%Y%m}</Id>
<Acct><Id><IBAN>{OURS}</IBAN></Id><Ccy>EUR</Ccy></Acct>{_balance("OPBD", opening, month)}
{_balance("CLBD", closing, last)}{entries}</Stmt></BkToCstmrStmt></Document>""".encode()


def _entry(line: Line, reference: str) -> str:
    sign, side = ("CRDT", "Dbtr") if line.cents > 0 else ("DBIT", "Cdtr")
    account = f"<{side}Acct><Id><IBAN>{line.iban}</IBAN></Id></{side}Acct>" if line.iban else ""
    return f"""<Ntry><Amt Ccy="EUR">{abs(line.cents) / 100:.2f}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>{line.day}</Dt></BookgDt><ValDt><Dt>{line.day}</Dt></ValDt><AcctSvcrRef>{reference}</AcctSvcrRef>
<NtryDtls><TxDtls><RltdPties><{side}><Nm>{escape(line.name)}</Nm></{side}>{account}</RltdPties>
<RmtInf><Ustrd>{escape(line.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def _balance(code: str, cents: int, day: date) -> str:
    sign = "CRDT" if cents >= 0 else "DBIT"
    return f"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{abs(cents) / 100:.2f}</Amt>
<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"""


_OTHERS = ("Kuiper", "Postma", "Yilmaz", "Ahmed", "Hoekstra", "Wolters", "Brouwer", "Nguyen", "Kowalski", "Tesfay")
_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober")
