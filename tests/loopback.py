"""A server on loopback that answers from a script, for tests of real clients."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request as it arrived; header names in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One scripted answer; `delay` is in seconds and stands before the status line, `drip` before each of `pieces`."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    delay: float = 0.0
    drip: float = 0.0
    pieces: int = 10

    @classmethod
    def json(cls, value: object, *, status: int = 200, delay: float = 0.0) -> Self:
        """A JSON answer."""
        headers = {"content-type": "application/json"}
        return cls(status=status, headers=headers, body=json.dumps(value).encode(), delay=delay)


class ScriptedServer:
    """Answers requests in order from `replies`, then from `always`; a request beyond both fails the test at exit."""

    def __init__(self, *replies: Reply, always: Reply | Callable[[Request], Reply] | None = None) -> None:
        self._script = list(replies)
        self._always = always
        self._arrived = threading.Condition()
        self.requests: list[Request] = []
        self.unexpected: list[Request] = []
        self.errors: list[Exception] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """Such as "http://127.0.0.1:40123", without a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def unused(self) -> int:
        """How many scripted replies nobody asked for."""
        return len(self._script)

    def wait(self, count: int, *, seconds: float = 120.0) -> None:
        """Block until this many requests have arrived; raises TimeoutError."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.requests) >= count, seconds):
                raise TimeoutError(f"{len(self.requests)} of {count} requests arrived in {seconds} s")

    def reply(self, request: Request) -> Reply:
        """Record a request and give the next answer of the script."""
        with self._arrived:
            self.requests.append(request)
            self._arrived.notify_all()
            if self._script:
                return self._script.pop(0)
            if self._always is None:
                self.unexpected.append(request)
                return Reply.json({"error": {"message": "the script is exhausted"}}, status=500)
        try:
            return self._always(request) if callable(self._always) else self._always
        except Exception as error:  # noqa: BLE001  # raised again where the test sees it
            self.errors.append(error)
            return Reply(status=500)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)
        if self.errors:
            raise self.errors[0]
        if kind is None and self.unexpected:
            beyond = [f"{request.method} {request.path}" for request in self.unexpected]
            raise AssertionError(f"requests beyond the script: {beyond}")


def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.reply(Request(method=self.command, path=self.path, headers=headers, body=body))
            time.sleep(reply.delay)
            try:
                self._send(reply)
            except OSError:  # the client gave up waiting, which is what a delay is for
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            piece = len(reply.body) // reply.pieces + 1 if reply.drip else len(reply.body) or 1
            for start in range(0, len(reply.body), piece):
                time.sleep(reply.drip)
                self.wfile.write(reply.body[start : start + piece])

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = _answer  # noqa: N815  # names of http.server

        def log_message(self, *args: object) -> None:
            pass

    return Handler
