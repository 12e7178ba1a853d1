"""For readers: list, run and show the snippets. ``python -m snippets --help`` says how."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.syntax import Syntax
from rich.table import Table

from snippets import _catalogue
from snippets._catalogue import ROOT, Snippet, UnknownSnippetError

SITE = "https://example.org/"
"""Where the site is published; `tests/docs/test_mirror.py` keeps it equal to mkdocs.yml's."""


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.pass_context
def main(context: click.Context) -> None:
    """List the snippets, run one, or show its source and its pages."""
    if context.invoked_subcommand is None:
        list_all()


def list_all() -> None:
    """Print every snippet by part, with its summary."""
    console = Console(highlight=False)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    by_part = groupby(
        _catalogue.snippets().values(), key=lambda snippet: snippet.part
    )
    for part, members in by_part:
        table.add_row(f"[bold]{part}[/bold]")
        for snippet in members:
            needs = (
                f" [yellow]{snippet.requires}+[/yellow]"
                if snippet.requires
                else ""
            )
            table.add_row(f"  {snippet.name}{needs}", snippet.summary)
    console.print(table)


@main.command()
@click.argument("name")
def run(name: str) -> None:
    """Run the snippet NAME, such as races.survey, or one function of it."""
    sys.exit(_catalogue.run(known(name)))


@main.command()
@click.argument("name")
def show(name: str) -> None:
    """Print the source of the snippet NAME and the addresses of its pages."""
    snippet = _catalogue.find(known(name))[0]
    console = Console(highlight=False)
    console.print(
        Syntax(
            snippet.source,
            "python",
            background_color="default",
            word_wrap=True,
        )
    )
    for address in addresses(snippet):
        console.print(address, style="cyan", soft_wrap=True)


def addresses(snippet: Snippet) -> list[str]:
    """Give the addresses of the pages that show or name a snippet, Chinese first.

    Args:
        snippet: The snippet.

    Returns:
        Addresses on the published site; none if the pages are not at hand.
    """
    found: list[str] = []
    for language, base in (("zh", SITE), ("en", f"{SITE}en/")):
        folder = ROOT / "docs" / language
        found += [
            base + address(page.relative_to(folder))
            for page in sorted(folder.rglob("*.md"))
            if snippet.shown.search(page.read_text(encoding="utf-8"))
        ]
    return found


def address(page: Path) -> str:
    """Turn a page's file into the end of its address."""
    folder = page.with_suffix("").as_posix()
    return (
        folder.removesuffix("index")
        if page.stem == "index"
        else f"{folder}/"
    )


def known(name: str) -> str:
    """Give a name back if there is such a snippet; else end with one line."""
    try:
        _catalogue.find(name)
    except UnknownSnippetError as error:
        raise click.ClickException(str(error)) from None
    return name


if __name__ == "__main__":
    main(prog_name="python -m snippets")
