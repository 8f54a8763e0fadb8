"""How does a check look in a terminal? The text with every figure marked, and below it those that do not tie."""

import re
from bisect import bisect_right

from rich.console import Console
from rich.text import Text

from tieout.agent.cli.checkrows import counts
from tieout.agent.cli.show import console
from tieout.agent.shown.present import short
from tieout.checked import Checked, Judged

STYLES = {"tied": "green", "wrong": "bold red", "untied": "yellow"}
SIGNS = {"tied": "✓", "wrong": "✗", "untied": "?"}
SHOWN = 40_000
"""Characters of a text that are printed whole."""


def show(checked: Checked) -> None:
    """The marked text, what is wrong with it, and the counts."""
    out = console()
    if len(checked.text) <= SHOWN:
        out.print(marked(checked))
        out.print()
    lines_of = LineOf(checked.text)
    for verdict in ("wrong", "untied") if checked.sources else ("wrong",):
        listed(out, checked, verdict)
    for figure in checked.figures:
        if figure.override is not None:
            said = f"{figure.text}: {figure.verdict}, overridden by {figure.override.by}: {figure.override.reason}"
            out.print(Text(said, style="magenta"))
    for finding in checked.findings:
        said = f"{finding.kind}, {finding.verdict}: line {lines_of(finding.spans[0][0])}: {finding.detail}"
        out.print(Text(printable(said), style="red" if finding.verdict == "wrong" else "cyan"))
    for note in checked.notes:
        out.print(Text(f"note: {note}", style="dim"))
    out.print(summary(checked))


def marked(checked: Checked) -> Text:
    """The text with a sign behind every figure, so that it reads without colours too."""
    shown, at = Text(), 0
    for figure in sorted(checked.figures, key=lambda one: one.span):
        start, end = figure.span
        style = "magenta" if figure.override else STYLES[figure.verdict]
        shown.append(printable(checked.text[at:start]))
        shown.append(printable(checked.text[start:end]), style=style)
        shown.append(f"[{'overridden' if figure.override else SIGNS[figure.verdict]}]", style=style)
        at = end
    shown.append(printable(checked.text[at:]))
    return shown


def listed(out: Console, checked: Checked, verdict: str) -> None:
    """The figures of one verdict that nobody answers for, each with its line and what the sources say."""
    lines = LineOf(checked.text)
    for figure in checked.figures:
        if figure.verdict == verdict and figure.override is None:
            line = lines(figure.span[0])
            out.print(
                Text(f"{SIGNS[verdict]} line {line}: {printable(figure.text)}", style=STYLES[verdict]),
                Text(f"{figure.reason}: {printable(figure.detail)}"),
            )
            quoted(out, figure)


def quoted(out: Console, figure: Judged) -> None:
    """The words of the sources."""
    for fact, quote in [(figure.fact, figure.quote), *zip(figure.operands, figure.quotes, strict=True)]:
        if fact is not None and figure.verdict == "wrong":
            out.print(Text(f"    {fact.document}: “{printable(short(quote, 160))}”", style="dim"))


class LineOf:
    """Lines of a text by place, asked for in any order."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def __call__(self, at: int) -> int:
        """The line, from 1."""
        return bisect_right(self._starts, at)


def printable(text: str) -> str:
    """Text without what a terminal would obey."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


def summary(checked: Checked) -> Text:
    """The counts in a line."""
    many = counts(checked)
    said = f"{checked.name}: {len(checked.figures)} figures: {many['tied']} tied, {many['wrong']} wrong, "
    said += f"{many['untied']} untied; {many['overridden']} overridden; {many['skipped']} numerals are no figures"
    if not checked.figures:
        said = f"{checked.name}: no figures; {many['skipped']} numerals are none"
    return Text(said, style="bold green" if checked.ties else "bold red")
