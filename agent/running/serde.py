"""How are checkpoints read and written? With the classes that a state may hold, and in words where one is damaged."""

from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from tieout.agent.state import KEPT, StateError


class Serde(JsonPlusSerializer):
    """LangGraph's own, for the classes of a state alone."""

    def __init__(self) -> None:
        super().__init__(allowed_msgpack_modules=KEPT)

    def loads_typed(self, data: tuple[str, bytes]) -> object:
        """What was written; raises StateError where the bytes are not what was written."""
        try:
            return super().loads_typed(data)
        except Exception as error:  # whatever a decoder makes of damaged bytes
            raise StateError(
                f"a checkpoint of this thread is damaged ({type(error).__name__}: {error}); "
                "ask the question again in a new thread"
            ) from error
