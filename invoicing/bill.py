"""A bill: what one customer would get, before it is an invoice."""

import hashlib
from dataclasses import dataclass, field

from invoicing.doubt import Doubt
from invoicing.draft import Draft, DraftLine, customer_of
from invoicing.vat import Totals, add_up
from members.party import Party


@dataclass
class Bill:
    """What one customer would get: its lines, its doubts, and what waits."""

    key: str
    party: Party
    includes_vat: bool
    reference: str = ""
    lines: list[DraftLine] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def totals(self) -> Totals:
        """The lines added up as the invoice will."""
        return add_up([(line.amount, line.group) for line in self.lines], includes_vat=self.includes_vat)

    @property
    def can_be_issued(self) -> bool:
        """Whether nothing keeps it back."""
        return bool(self.lines) and not any(doubt.blocks and doubt.job_id is None for doubt in self.doubts)

    @property
    def fingerprint(self) -> str:
        """What it showed, in short: whoever confirms it, confirms exactly this."""
        seen = hashlib.sha256(self.key.encode())
        for line in self.lines:
            seen.update(f"|{line.source}|{line.text}|{line.amount.cents}|{line.group}".encode())
        return seen.hexdigest()[:24]

    def draft(self, run_id: int) -> Draft:
        """What is issued when it is confirmed."""
        return Draft(
            party_id=self.party.id,
            customer=customer_of(self.party),
            includes_vat=self.includes_vat,
            lines=self.lines,
            run_id=run_id,
            reference=self.reference,
        )
