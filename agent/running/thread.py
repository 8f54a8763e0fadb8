"""What does a thread keep of what was said in it? The newest messages whole, older ones shortened, the oldest not."""

from collections.abc import Sequence

from langchain_core.messages import AnyMessage, RemoveMessage

WHOLE = 16_000
"""Bytes of text that stand whole, the newest messages first."""
ALL = 24_000
"""Bytes of text in all."""
BRIEF = 600
"""Bytes of an older message that does not fit any more."""
EACH = 200
"""Bytes that a message takes beside its text."""
CUT = "… (shortened; the whole is kept in the home under the run's id)"


def shortened(messages: Sequence[AnyMessage]) -> list[AnyMessage | RemoveMessage]:
    """What has to replace messages of a thread so that it stays small, however long it goes on."""
    changes: list[AnyMessage | RemoveMessage] = []
    taken = 0
    for number, message in enumerate(reversed(messages)):
        size = len(text_of(message).encode())
        fits = taken + size + EACH <= WHOLE
        least = WHOLE - EACH if number == 0 else BRIEF
        kept = size if fits else min(size, least)
        taken += kept + EACH
        if taken > ALL:
            changes.append(RemoveMessage(id=str(message.id)))
        elif kept < size:
            changes.append(message.model_copy(update={"content": cut(text_of(message), kept)}))
    return changes


def cut(text: str, size: int) -> str:
    """The first lines of a text, within so many bytes, with a word that it is not all."""
    room = size - len(CUT.encode()) - 2
    head = text.encode()[: max(room, 0)].decode(errors="ignore")
    lines = head.rpartition("\n")[0] or head
    return f"{lines.rstrip()}\n\n{CUT}"


def text_of(message: AnyMessage) -> str:
    """A message's text, whether it came as a string or as blocks."""
    if isinstance(message.content, str):
        return message.content
    blocks = (b if isinstance(b, str) else str(b.get("text", "")) for b in message.content)
    return "\n".join(blocks)
