"""How does a question that may open no connection keep LangSmith out, whatever the environment says?"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

from langsmith import tracing_context

T = TypeVar("T")


def tracing(*, offline: bool) -> AbstractContextManager[None]:
    """A block in which nothing is traced when `offline`; otherwise the environment decides."""
    return tracing_context(enabled=False) if offline else nullcontext()


async def apart(items: AsyncIterator[T], *, within: AbstractContextManager[None]) -> AsyncGenerator[T]:
    """The same items, made in a task of its own, so that `within` holds for all of it and not for the caller.

    A generator has no context of its own: what it sets would reach whoever iterates, and be lost where each step is
    run by another task.
    """
    made: asyncio.Queue[T | None] = asyncio.Queue()

    async def make() -> None:
        try:
            with within:
                async for item in items:
                    made.put_nowait(item)
        finally:
            made.put_nowait(None)

    task = asyncio.create_task(make())
    try:
        while (item := await made.get()) is not None:
            yield item
        await task
    finally:
        task.cancel()
        await asyncio.wait([task])
