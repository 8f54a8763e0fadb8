"""Where does the scripted model stand? An OpenAI-compatible server on loopback that takes a fixed time a call."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter

from tieout.model import Thing

CHARACTERS = 4
"""Characters a token is taken for: no tokeniser is asked, and every system is counted alike."""


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Message(_Sent):
    """One message of a request."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str


class _Schema(_Sent):
    name: str


class _Format(_Sent):
    json_schema: _Schema | None = None


class Asking(_Sent):
    """What is read of a request."""

    messages: tuple[Message, ...]
    response_format: _Format | None = None

    @property
    def shape(self) -> str | None:
        """The name of the output asked for; None for free text."""
        given = self.response_format
        return given.json_schema.name if given is not None and given.json_schema is not None else None

    @property
    def prompt(self) -> str:
        """What the messages say, one after the other."""
        return "\n".join(message.content for message in self.messages)


class Spent(Thing):
    """What the server was asked in all."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0

    @property
    def tokens(self) -> int:
        """Of input and output."""
        return self.input_tokens + self.output_tokens

    def minus(self, before: "Spent") -> "Spent":
        """What was spent since."""
        return Spent(
            calls=self.calls - before.calls,
            input_tokens=self.input_tokens - before.input_tokens,
            output_tokens=self.output_tokens - before.output_tokens,
        )


class ModelServer:
    """Answers each request with what the script says to it, after `latency` seconds; a script's error ends the run."""

    def __init__(self, script: Callable[[Asking], str], *, latency: float = 0.0) -> None:
        self.spent = Spent()
        self.errors: list[Exception] = []
        self._script = script
        self._latency = latency
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL that an OpenAI client takes."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

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

    def answer(self, body: bytes) -> bytes:
        """The completion for a request, counted."""
        asking = _ASKING.validate_json(body)
        with self._lock:
            said = self._script(asking)
            given, made = len(_counted(body)) // CHARACTERS, max(1, len(said) // CHARACTERS)
            self.spent = Spent(
                calls=self.spent.calls + 1,
                input_tokens=self.spent.input_tokens + given,
                output_tokens=self.spent.output_tokens + made,
            )
        time.sleep(self._latency)
        usage = {"prompt_tokens": given, "completion_tokens": made, "total_tokens": given + made}
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": said}}
        whole = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        return json.dumps(whole | {"usage": usage}).encode()


_ASKING: TypeAdapter[Asking] = TypeAdapter(Asking)


def _counted(body: bytes) -> str:
    """The messages, and the shape of the output where one is asked for: both are paid for."""
    sent = json.loads(body)
    texts = [str(message["content"]) for message in sent["messages"]]
    return "\n".join(texts) + (json.dumps(sent["response_format"]) if "response_format" in sent else "")


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        """Head and body go out together: apart they wait for each other's acknowledgement."""

        def do_POST(self) -> None:  # the name that http.server calls
            try:
                body = server.answer(self.rfile.read(int(self.headers.get("content-length") or 0)))
            except Exception as error:  # noqa: BLE001  # raised again where the run ends
                server.errors.append(error)
                self.send_error(400)
                return
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
