"""Drafts and reports for people to read: in a terminal, in a debugger, in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._draftlint import Draft, Report
    from ._report import Finding

#: How much of a text an outline shows.
SHORT = 60


def _brief(value: object) -> str:
    if isinstance(value, str) and len(value) > SHORT:
        value = value[: SHORT - 1] + "…"
    return repr(value)


def call(name: str, fields: Mapping[str, Any]) -> str:
    """An object as the call that makes it, with long texts cut."""
    body = [_brief(fields["body"])] if "body" in fields else []
    return f"{name}({', '.join(body + [f'{k}={_brief(v)}' for k, v in fields.items() if k != 'body'])})"


def thread(posts: Iterable[Draft], name: str | None) -> str:
    """A thread as the call that makes it."""
    return f"Thread([{', '.join(map(repr, posts))}]{f', id={name!r}' if name is not None else ''})"


def short(report: Report) -> str:
    """A report in one line."""
    rules = dict.fromkeys(f"{finding.severity} {finding.rule}" for finding in report.findings)
    return f"<Report {report.verdict}: {', '.join(rules) or 'nothing found'}>"


def _place(finding: Finding, several: bool) -> str:
    if not finding.locations:
        return "-"
    at = finding.locations[0]
    post = f"post {at.post + 1}, " if several else ""
    return f"{post}{'' if at.field == 'body' else at.field + ' '}{at.line}:{at.column}"


def _heading(report: Report) -> str:
    count = len(report.findings)
    found = f"{count} finding{'' if count == 1 else 's'}" if count else "nothing found"
    skipped = len(report.skipped)
    return " · ".join(
        [report.verdict, *([report.network] if report.network else []), found]
        + ([f"{skipped} checks were not told what they need"] if skipped else [])
    )


def text(report: Report) -> str:
    """A report as a terminal shows it."""
    several = len(report.posts) > 1
    lines = [_heading(report)]
    for finding in report.findings:
        lines.append(f"  {_place(finding, several):<5} {finding.severity:<8} {finding.message}  [{finding.rule}]")
        if finding.suppressed:
            lines.append(f"{'':17}accepted by {finding.suppressed.by}: {finding.suppressed.reason}")
        elif finding.help:
            lines.append(f"{'':17}help: {finding.help}")
    lines.extend(f"  note: {notice}" for notice in report.notices)
    return "\n".join(lines)


# Colours that are half transparent and a text in the colour around it read well on any background: a notebook does
# not say which of its themes is on.
_STYLE = """<style>
.draftlint{max-width:48rem;font:14px/1.5 system-ui,sans-serif}
.draftlint pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:.5em 0;padding:.6em .8em;
background:none;color:inherit;border:1px solid rgba(128,128,128,.4);border-radius:6px}
.draftlint small{opacity:.75}
.draftlint b.verdict,.draftlint mark{color:inherit;border-radius:3px;padding:0 .15em}
.draftlint b.verdict{padding:.1em .5em}
.draftlint ul{list-style:none;margin:0;padding:0}
.draftlint li{margin:.35em 0;padding-left:.6em;border-left:3px solid}
.draftlint li.accepted{opacity:.6}
.draftlint code{background:none;color:inherit;font-size:.9em;opacity:.75}
.draftlint .error,.draftlint .block{background:rgba(220,38,38,.28);border-color:rgb(220,38,38)}
.draftlint .warning,.draftlint .warn{background:rgba(217,119,6,.28);border-color:rgb(217,119,6)}
.draftlint .info{background:rgba(37,99,235,.22);border-color:rgb(37,99,235)}
.draftlint .pass{background:rgba(22,163,74,.25)}
.draftlint li{background:none!important}
.draftlint mark{border-bottom:2px solid}
</style>"""

_GRAVITY = {"info": 0, "warning": 1, "error": 2}


def _marked(text: str, spans: list[tuple[int, int, Finding]]) -> str:
    """A text with its spans marked; where they overlap, the gravest gives the colour."""
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    out = []
    for start, end in zip(edges, edges[1:]):
        piece = escape(text[start:end])
        over = [finding for first, last, finding in spans if first <= start and end <= last]
        if over:
            severity = max((finding.severity for finding in over), key=_GRAVITY.__getitem__)
            title = escape("\n".join(finding.message for finding in over))
            piece = f'<mark class="{severity}" title="{title}">{piece}</mark>'
        out.append(piece)
    return "".join(out)


def _fields(draft: Draft) -> Iterable[tuple[str, str]]:
    for name, value in (("title", draft.title), ("content_warning", draft.content_warning), ("body", draft.body)):
        if value:
            yield name, value
    if draft.link:
        yield "link", draft.link
    for number, media in enumerate(draft.media or ()):
        if alt := media.get("alt"):
            yield f"media[{number}].alt", alt


def html(report: Report) -> str:
    """A report for a notebook: the draft with its findings marked, and what they say."""
    several = len(report.posts) > 1
    out = [_STYLE, '<div class="draftlint">']
    verdict, _, rest = _heading(report).partition(" · ")
    out.append(f'<div><b class="verdict {verdict}">{verdict}</b> {escape(rest)}</div>')
    for number in range(len(report.posts)):
        for name, value in _fields(report.masked(number)):
            spans = [
                (at.start, at.end, finding)
                for finding in report.findings
                if not finding.suppressed
                for at in finding.locations
                if (at.post, at.field) == (number, name)
            ]
            label = "" if name == "body" and not several else f"<small>{escape(name)}</small>\n"
            out.append(f"<pre>{label}{_marked(value, spans)}</pre>")
    if report.findings:
        out.append("<ul>")
        for finding in report.findings:
            accepted = finding.suppressed
            said = f"accepted by {accepted.by}: {accepted.reason}" if accepted else finding.help
            out.append(
                f'<li class="{finding.severity}{" accepted" if accepted else ""}">'
                f"<small>{escape(_place(finding, several))} {finding.severity}</small> {escape(finding.message)} "
                f"<code>{escape(finding.rule)}</code><br><small>{escape(said)}</small></li>"
            )
        out.append("</ul>")
    out.extend(f"<div><small>{escape(notice)}</small></div>" for notice in report.notices)
    return "".join([*out, "</div>"])
