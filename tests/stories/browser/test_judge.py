"""The judges themselves: what they must find is made here on purpose, on a page that was good."""

import pytest
from playwright.sync_api import Browser

from tests.stories.browser import axe
from tests.stories.browser.overlap import overlaps
from tests.stories.browser.touch import too_small

pytestmark = pytest.mark.browser

GOOD = "<html lang='nl'><title>Buurt</title><main><h1>Buurt</h1><p>Hallo buren</p><p id='more'></p></main>"
BAD = {
    "image-alt": "<img src='data:,'>",
    "label": "<input>",
    "color-contrast": "<span style='color: #aaa'>Lees dit</span>",
    "target-size": "<button style='width: 9px; padding: 0'>A</button><button style='width: 9px'>B</button>",
    "page-has-heading-one": "<script>document.querySelector('h1').remove()</script>",
}


@pytest.mark.parametrize("rule", BAD)
def test_axe_finds_what_is_wrong_and_says_where(chromium: Browser, rule: str) -> None:
    context = chromium.new_context()
    axe.invite(context)
    page = context.new_page()
    page.goto("data:text/html," + GOOD)
    assert axe.judge(page) == []
    page.goto("data:text/html," + (GOOD + BAD[rule]).replace("#", "%23"))
    (told,) = [trouble for trouble in axe.judge(page) if trouble.startswith(f"{rule}:")]
    assert "https://dequeuniversity.com" in told
    context.close()


def test_text_over_text_is_found(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(GOOD)
    assert overlaps(page) == []
    page.set_content(GOOD + "<p style='margin-top: -2.5em'>Dag buren</p>")
    assert len(overlaps(page)) == 1
    page.close()


def test_what_a_finger_misses_is_found(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<p><button>Ja</button></p><p style='margin-top: 3em'><a href='/'>Nee</a></p>")
    assert too_small(page) == []
    page.set_content("<p><button>Ja</button> <a href='/'>Nee</a></p>")
    assert len(too_small(page)) == 2
    page.set_content("<p>Lees <a href='/'>dit</a> en ook <a href='/'>dat</a>.</p>")
    assert too_small(page) == [], "links in a sentence are what they are"
    page.close()
