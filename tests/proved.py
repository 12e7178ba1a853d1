"""What the checks counted, printed at the end of a run: ``proved: …``."""

from collections import Counter

FENCES: Counter[str] = Counter()
"""Blocks on the pages that sybil proved, by kind."""
HTML: Counter[str] = Counter()
"""Blocks that a reader sees in the built site, by where they come from."""
PAGES: Counter[str] = Counter()
"""Pages by language."""


def lines(reports: dict[str, list[object]], tag: str) -> list[str]:
    """Word the counts.

    Args:
        reports: What pytest gathered, by outcome.
        tag: The interpreter that ran.
    """
    said = []
    if PAGES:
        said.append(f"{PAGES['zh']} pages in Chinese, {PAGES['en']} in English")
    if FENCES:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(FENCES.items()))
        said.append(
            f"{FENCES.total()} blocks in the sources of the pages, 0 written by hand ({kinds})"
        )
    if HTML:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(HTML.items()))
        said.append(f"{HTML.total()} blocks in the HTML, 0 of unknown origin ({kinds})")
    skips = [report.longrepr[2] for report in reports.get("skipped", [])]  # type: ignore[attr-defined]
    reasons = Counter(reason.removeprefix("Skipped: ") for reason in skips)
    said.append(
        f"{len(skips)} skipped, {sum(n for r, n in reasons.items() if not r.strip())} without a reason"
    )
    said += [f"  {count} × {reason}" for reason, count in sorted(reasons.items())]
    said.append(f"on CPython {tag}")
    return [f"proved: {line}" for line in said]
