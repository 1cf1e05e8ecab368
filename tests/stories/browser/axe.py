"""The judge of accessibility: axe-core looks at the page that is open, and says in words what to mend."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

SOURCE = Path(__file__).parent / "vendor" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
BY_SCREEN = ("target-size", "scrollable-region-focusable", "color-contrast", "link-in-text-block")
"""The rules that can say something else once the screen or its colours are others."""

_RUN = """run => axe.run(document, {runOnly: run, resultTypes: ["violations"], preload: false}).then(found =>
    found.violations.map(({id, help, helpUrl, nodes}) => ({id, help, helpUrl,
        nodes: nodes.map(node => ({target: node.target.flat().join(" "), how: node.failureSummary}))})))"""


def invite(context: BrowserContext) -> None:
    """Let the judge come along to every page of these windows; no page can keep it out."""
    context.add_init_script(path=SOURCE)


def judge(page: Page, *rules: str) -> list[str]:
    """What is wrong on this page by all of WCAG 2.2 AA and good practice, or by these rules alone."""
    run = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(TAGS)}
    return [_told(violation) for violation in page.evaluate(_RUN, run)]


def _told(violation: dict[str, Any]) -> str:
    shown = violation["nodes"][:3]
    more = len(violation["nodes"]) - len(shown)
    places = "".join(f"\n    {node['target']}\n      {_indented(node['how'])}" for node in shown)
    rest = f"\n    and {more} more" if more else ""
    return f"{violation['id']}: {violation['help']} ({violation['helpUrl']}){places}{rest}"


def _indented(text: str) -> str:
    return "\n      ".join(line.strip() for line in text.splitlines())
