"""The press: who prints at the same moment as others gets what they would get alone."""

from concurrent.futures import ThreadPoolExecutor

from coop.paper.printing import pdf, readable
from coop.paper.sheet import Sheet


def test_letters_printed_at_the_same_moment_are_as_they_are_alone() -> None:
    sheets = [Sheet(_page(f"Brief {number}")) for number in range(4)]
    alone = [pdf(sheet) for sheet in sheets]
    with ThreadPoolExecutor(len(sheets)) as people:
        assert list(people.map(pdf, sheets)) == alone


def test_a_report_between_two_letters_changes_nothing_in_them() -> None:
    letter = Sheet(_page("Brief"))
    before = pdf(letter)
    assert readable(_page("Verslag"), "h1 { font: bold 30pt Noto }").startswith(b"%PDF")
    assert pdf(letter) == before


def _page(title: str) -> str:
    return f"<html lang='nl'><head><title>{title}</title></head><body><h1>{title}</h1><p>Wijk</p></body></html>"
