"""Files as banks make them, written here by hand: two days of the wijk's account."""

from datetime import date

OURS = "NL91ABNA0417164300"
JAN = "NL20INGB0001234567"
MONDAY = date(2026, 3, 2)


def entry(
    cents: str = "40.00",
    sign: str = "CRDT",
    day: str = "2026-03-02",
    text: str = "Factuur 2026-0001",
    reference: str = "",
    more: str = "",
) -> str:
    """An entry of CAMT.053."""
    side = "Dbtr" if sign == "CRDT" else "Cdtr"
    own = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    return f"""<Ntry><Amt Ccy="EUR">{cents}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts>
      <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>{own}{more}
      <NtryDtls><TxDtls><Refs><EndToEndId>E-1</EndToEndId><MndtId>M-7</MndtId></Refs>
      <RltdPties><{side}><Nm>J. Bakker</Nm></{side}>
      <{side}Acct><Id><IBAN>{JAN}</IBAN></Id></{side}Acct></RltdPties>
      <RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""


def statement(
    entries: str = "",
    opening: str = "100.00",
    closing: str = "140.00",
    number: str = "S-1",
    first: str = "2026-03-02",
    last: str = "2026-03-02",
    iban: str = OURS,
) -> str:
    """A statement of CAMT.053."""
    return f"""<Stmt><Id>{number}</Id><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
      {balance("OPBD", opening, first)}{balance("CLBD", closing, last)}{entries}</Stmt>"""


def balance(code: str, amount: str, day: str) -> str:
    """A balance of CAMT.053."""
    sign = "DBIT" if amount.startswith("-") else "CRDT"
    return f"""<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{amount.lstrip("-")}</Amt>
      <CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"""


def camt(*statements: str, version: str = "02") -> bytes:
    """A file of CAMT.053."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>
{"".join(statements)}</BkToCstmrStmt></Document>""".encode()


MT940 = b"""ABNANL2A
940
ABNANL2A
:20:ABN AMRO BANK NV
:25:417164300
:28:06101/1
:60F:C260301EUR100,00
:61:2603020302C40,00N658NONREF
:86:/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A
/NAME/J. BAKKER/REMI/FACTUUR 2026-0001/EREF/E-1
:61:2603020302D7,5N192NONREF
:86:SEPA INCASSO ALGEMEEN DOORLOPEND IBAN: NL20INGB0001234567
NAAM: ENERGIE NOORD MACHTIGING: M-7 OMSCHRIJVING: TERMIJN MAART
KENMERK: T-3
:62F:C260302EUR132,50
-
"""
