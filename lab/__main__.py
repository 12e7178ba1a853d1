"""The instruments' command line: ``python -m lab``."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from lab import evidence, interpreters, parity
from lab import record as recorder
from snippets._catalogue import UnknownSnippetError, find

console = Console(stderr=True, highlight=False)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Record, check and review what the pages show."""


@main.command()
@click.argument("names", nargs=-1)
@click.option(
    "--only", metavar="TAG", multiple=True, help="Only on this interpreter, such as 3.13t."
)
def record(names: tuple[str, ...], only: tuple[str, ...]) -> None:
    """Record the outputs that pages show, of all snippets or of NAMES.

    A name is a part (races) or a snippet (races.survey).
    """
    unknown = [tag for tag in only if tag not in interpreters.REQUIRED]
    if unknown:
        fail(
            f"no such interpreter: {', '.join(unknown)}; there are {', '.join(interpreters.REQUIRED)}"
        )
    tags = only or interpreters.REQUIRED
    if absent := interpreters.missing(tags):
        fail(interpreters.explain(absent))
    shown = evidence.wanted()
    for name in names:
        if not any(covers(name, output) for output in shown):
            fail(hint(name))
    chosen = [
        output for output in shown if not names or any(covers(name, output) for name in names)
    ]
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("recording", total=sum(o.runs_on(t) for o in chosen for t in tags))

        def tell(output: evidence.Output, tag: str) -> None:
            progress.update(task, advance=1, description=f"{output.target} on {tag}")

        try:
            changed = recorder.record(chosen, tags, tell)
        except (evidence.StaleError, OSError) as error:
            fail(str(error))
    gone = [] if names else recorder.forget(shown)
    for path in changed:
        console.print(f"written  {path}")
    for path in gone:
        console.print(f"removed  {path}")
    files = len(changed) + len(gone)
    console.print(f"{len(chosen)} outputs on {len(tags)} interpreters, {files} files changed")


@main.command()
@click.argument("names", nargs=-1, required=True)
def reviewed(names: tuple[str, ...]) -> None:
    """Say that both languages of NAMES were read side by side.

    A name is a page (learn/locks), a snippet whose docstrings were read
    (locks.ownership), or "all".
    """
    try:
        changed = parity.review(names)
    except LookupError as error:
        fail(str(error.args[0]))
    console.print(f"{changed} sections noted as read in both languages")


def covers(name: str, output: evidence.Output) -> bool:
    """Say whether a name that was typed means an output."""
    return output.name == name or output.snippet.part == name


def hint(name: str) -> str:
    """Word why a name means nothing to record."""
    try:
        found = find(name)[0]
    except UnknownSnippetError as error:
        return str(error)
    return (
        f"no page includes evidence/outputs/{found.name.replace('.', '/')}….txt: nothing to record"
    )


def fail(message: str) -> None:
    """End with one clear line."""
    console.print(f"[red]error:[/red] {message}", soft_wrap=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
