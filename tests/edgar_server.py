"""EDGAR on loopback: recorded answers and real filings under their paths, with faults where a test wants them."""

import json
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from tests.loopback import Reply, Request, ScriptedServer

_ACCESSION = re.compile(r"/Archives/edgar/data/\d+/(\d{18})/[^/]+$")
_OLDER = re.compile(r"/submissions/CIK\d{10}-submissions-\d{3}\.json$")
_IN_NAME = re.compile(r"(\d{10})-(\d\d)-(\d{6})")


class EdgarServer:
    """Serves `www.sec.gov` and `data.sec.gov` at one address; records what was asked."""

    def __init__(
        self, data: Path, faults: Mapping[str, list[Reply]] | None = None, pages: Mapping[str, Reply] | None = None
    ) -> None:
        self._pages = dict(pages or {})
        self._replay = data / "edgar_replay"
        self._api = data / "xbrl_api"
        manifest: dict[str, Any] = json.loads((self._replay / "MANIFEST.json").read_text(encoding="utf-8"))
        self._recorded = {_path(url): entry for url, entry in manifest.items()}
        self._filings = {number(p.name): p for f in ("10-K", "10-Q") for p in (data / "filings" / f).glob("*.html")}
        self._faults = {path: list(replies) for path, replies in (faults or {}).items()}
        self._lock = threading.Lock()
        self._http = ScriptedServer(always=self._reply)

    @property
    def url(self) -> str:
        """Base URL of both hosts, without a slash at its end."""
        return self._http.url

    @property
    def requests(self) -> list[Request]:
        """What was asked, in order."""
        return self._http.requests

    def __enter__(self) -> Self:
        self._http.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._http.__exit__(None, None, None)

    def _reply(self, request: Request) -> Reply:
        with self._lock:
            for pattern, replies in self._faults.items():
                if replies and re.search(pattern, request.path):
                    return replies.pop(0)
        return self._answer(request.path)

    def _answer(self, path: str) -> Reply:
        return self._pages[path] if path in self._pages else self._known(path)

    def _known(self, path: str) -> Reply:
        if _OLDER.search(path):
            return Reply.json({"accessionNumber": [], "filingDate": [], "form": []})
        if path == "/files/company_tickers_mf.json":
            return Reply.json({"fields": ["cik", "seriesId", "classId", "symbol"], "data": []})
        listed = self._api / path.lstrip("/").removeprefix("files/")
        if path.startswith(("/submissions/", "/files/")) and listed.is_file():
            return _file(listed, "application/json")
        match = _ACCESSION.search(path)
        if match and match[1] in self._filings and not path.endswith("-index.html"):
            return _file(self._filings[match[1]], "text/html")
        if path in self._recorded:
            entry = self._recorded[path]
            return _file(self._replay / entry["file"], entry["content_type"])
        return Reply(status=404, body=b"not recorded")


def number(name: str) -> str:
    """The accession number in a file's name, without hyphens."""
    match = _IN_NAME.search(name)
    return "".join(match.groups()) if match else name


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _file(path: Path, kind: str) -> Reply:
    return Reply(headers={"content-type": kind}, body=path.read_bytes())
