"""Files that the old books wrote: a spreadsheet, and audit files of both versions."""

XAF_40 = "http://www.odb.belastingdienst.nl/Belastingdienst/BCPP/1.1/structures/XmlauditfileXAF_4.0"
XAF_32 = "http://www.auditfiles.nl/XAF/3.2"

TABLE = """Rekening;Debet;Credit;Omschrijving
10201;1.250,50;;
13011;100,00;;Factuur 2025-118
13011;49,50;;Factuur 2025-120
16011;;300;Kwekerij
05655;;1.000,00;
05253;;100,00;
"""

CODES = {
    "1100": ("Rabobank", "B", "BLimBanRba"),
    "13011": ("Debiteuren", "B", "BVorDebHad"),
    "0500": ("Reserve", "B", "BEivOvrOrs"),
    "0599": ("Winst", "B", "BEivOreRvh"),
    "8000": ("Omzet", "P", "WOmzNodOdh"),
}


def audit_file(
    namespace: str = XAF_40,
    opening: str = "1100 D 500.00|0500 C 500.00",
    lines: str = "13011 D 121.00|8000 C 121.00",
    begin: str = "2025-01-01",
    head: str = "",
    total: str = "500.00",
) -> bytes:
    """An audit file of 2025 with an opening balance and one transaction; 3.2 puts the code elsewhere."""
    code = "RGScode" if namespace == XAF_40 else "leadReference"
    accounts = "".join(
        f"<ledgerAccount><accID>{id_}</accID><accDesc>{name}</accDesc><accTp>{kind}</accTp>"
        f"<{code}>{rgs}</{code}></ledgerAccount>"
        for id_, (name, kind, rgs) in CODES.items()
    )
    op = "".join(f"<obLine><nr>{i}</nr>{_amount(line)}</obLine>\n" for i, line in _lines(opening))
    tr = "".join(f"<trLine><nr>{i}</nr>{_amount(line)}</trLine>\n" for i, line in _lines(lines))
    date = "<opBalDate>2025-01-01</opBalDate>" if namespace == XAF_32 else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{head}<auditfile xmlns="{namespace}"><header><fiscalYear>2025</fiscalYear><startDate>{begin}</startDate>
<endDate>2025-12-31</endDate><curCode>EUR</curCode></header><company><companyName>Oud</companyName>
<generalLedger>{accounts}</generalLedger>
<openingBalance>{date}<linesCount>2</linesCount><totalDebit>{total}</totalDebit><totalCredit>{total}</totalCredit>
{op}</openingBalance>
<transactions><journal><jrnID>VRK</jrnID><desc>Verkoop</desc>
<transaction><nr>7</nr><periodNumber>1</periodNumber><trDt>2025-03-01</trDt>{tr}</transaction>
</journal></transactions></company></auditfile>""".encode()


def _lines(text: str) -> enumerate[str]:
    return enumerate((line for line in text.split("|") if line), 1)


def _amount(line: str) -> str:
    account, side, amount = line.split(" ")
    return f"<accID>{account}</accID><amnt>{amount}</amnt><amntTp>{side}</amntTp>"
