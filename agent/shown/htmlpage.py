"""How does a page of ours begin? A head without assets: style and script inside, nothing else allowed by its policy."""

import hashlib
from base64 import b64encode
from functools import cache
from html import escape
from importlib.resources import files

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>{style}</style>
</head>
"""


def head(title: str, style: str, script: str = "") -> str:
    """Everything above the body; of scripts the page runs `script` and no other, without one none at all."""
    allowed = f"script-src '{_hash(script)}'; " if script else ""
    policy = f"default-src 'none'; style-src '{_hash(style)}'; {allowed}base-uri 'none'; form-action 'none'"
    return _HEAD.format(policy=policy, title=escape(title), style=style)


@cache
def asset(name: str) -> str:
    """A style sheet or script of the package, as text."""
    return files("tieout.agent.shown").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
