"""Record what snippets print, on every interpreter: ``python -m lab record``."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from lab import evidence, interpreters
from lab.evidence import OUTPUTS, Output
from lab.files import write_whole
from lab.pages import ROOT


def record(
    outputs: Sequence[Output],
    tags: Sequence[str] = interpreters.REQUIRED,
    tell: Callable[[Output, str], None] = lambda output, tag: None,
) -> list[str]:
    """Run outputs on interpreters and write down what they give.

    What was recorded on interpreters that are not asked for is kept.

    Args:
        outputs: What to run.
        tags: On which interpreters.
        tell: Called before each run.

    Returns:
        The files that changed.
    """
    changed = []
    for output in outputs:
        runs = {}
        for tag in interpreters.REQUIRED:
            if not output.runs_on(tag):
                continue
            if tag in tags:
                tell(output, tag)
                runs[tag] = evidence.run(output, tag)
            elif (kept := keep(output, tag)) is not None:
                runs[tag] = kept
        changed += write(output, runs)
    return changed


def keep(output: Output, tag: str) -> dict[str, Any] | None:
    """Read back what an interpreter gave when it was recorded."""
    try:
        then = dict(evidence.recorded(output)["pythons"][tag])
        if output.is_table:
            return then
        text = (ROOT / OUTPUTS / then["file"]).read_text(encoding="utf-8")
    except (evidence.StaleError, KeyError, FileNotFoundError):
        return None
    return {**then, "text": text}


def write(output: Output, runs: dict[str, dict[str, Any]]) -> list[str]:
    """Write an output and what made it.

    Args:
        output: What was run.
        runs: What each interpreter gave.

    Returns:
        The files that changed.
    """
    changed = []
    pythons: dict[str, dict[str, Any]] = {}
    for file, tags in evidence.group(output, runs).items():
        text = evidence.table(runs) if output.is_table else str(runs[tags[0]]["text"])
        if write_whole(ROOT / OUTPUTS / file, text):
            changed.append(f"{OUTPUTS / file}")
        for tag in tags:
            entry = {
                name: value
                for name, value in runs[tag].items()
                if name not in ("text", "file", "sha")
            }
            pythons[tag] = entry | {"file": file, "sha": evidence.fingerprint(text)}
    book = read_book(output)
    book["outputs"][output.function] = {
        "command": output.command,
        "source": output.source,
        "comparison": output.comparison,
        "pythons": {tag: pythons[tag] for tag in runs},
    }
    book["outputs"] = dict(sorted(book["outputs"].items()))
    text = json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    if write_whole(output.record, text):
        changed.append(output.record.relative_to(ROOT).as_posix())
    return changed


def read_book(output: Output) -> dict[str, Any]:
    """Read the record of a module, or begin one."""
    try:
        return dict(json.loads(output.record.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {"module": f"snippets.{output.name}", "outputs": {}}


def forget(outputs: Sequence[Output]) -> list[str]:
    """Remove what no page shows any more.

    Args:
        outputs: All that pages show.

    Returns:
        The files that are gone.
    """
    shown = {(output.name, output.function): output for output in outputs}
    kept: set[str] = set()
    for book_path in sorted((ROOT / OUTPUTS).glob("*/*.json")):
        name = f"{book_path.parent.name}.{book_path.stem}"
        book = json.loads(book_path.read_text(encoding="utf-8"))
        book["outputs"] = {
            function: entry
            for function, entry in book["outputs"].items()
            if (name, function) in shown
        }
        if book["outputs"]:
            write_whole(book_path, json.dumps(book, ensure_ascii=False, indent=1) + "\n")
            kept.add(book_path.relative_to(ROOT / OUTPUTS).as_posix())
        for entry in book["outputs"].values():
            kept |= {then["file"] for then in entry["pythons"].values()}
    gone = []
    for path in sorted((ROOT / OUTPUTS).glob("*/*")):
        if path.is_file() and path.relative_to(ROOT / OUTPUTS).as_posix() not in kept:
            path.unlink()
            gone.append(path.relative_to(ROOT).as_posix())
    return gone
