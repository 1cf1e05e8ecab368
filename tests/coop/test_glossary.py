"""The words that need explaining stand on a page that everybody can open."""

from flask.testing import FlaskClient

from coop import glossary


def test_anybody_finds_every_word_explained(client: FlaskClient) -> None:
    assert 'href="/woorden"' in client.get("/").text
    page = client.get("/woorden").text
    for word in glossary.WORDS:
        assert f"<dt>{word.name}</dt><dd>{word.meaning}</dd>" in page


def test_the_words_stand_in_the_order_of_who_reads_them(client: FlaskClient) -> None:
    page = client.get("/woorden").text
    assert (
        page.index("<dt>aandeel")
        < page.index("<dt>IBAN")
        < page.index("<dt>incasso<")
        < page.index("<dt>vergoeding")
    )
