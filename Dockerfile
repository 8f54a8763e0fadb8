# The LangGraph API server with the graph `research` in it. It asks for a LangSmith key or a licence when it starts.
FROM langchain/langgraph-api:3.11

COPY . /deps/tieout
# The server's own constraints keep its dependencies as they were tested.
RUN PYTHONDONTWRITEBYTECODE=1 uv pip install --system --no-cache-dir -c /api/constraints.txt "/deps/tieout[cohere,qdrant]"

# Put the server's own packages back, should an install have replaced them.
RUN mkdir -p /api/langgraph_api /api/langgraph_runtime /api/langgraph_license \
 && touch /api/langgraph_api/__init__.py /api/langgraph_runtime/__init__.py /api/langgraph_license/__init__.py \
 && PYTHONDONTWRITEBYTECODE=1 uv pip install --system --no-cache-dir --no-deps -e /api

ENV LANGSERVE_GRAPHS='{"research": "tieout.agent.graph:graph"}' \
    TIEOUT_HOME=/home/tieout
VOLUME /home/tieout
WORKDIR /deps/tieout
