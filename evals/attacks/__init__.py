"""Instructions inside filings, calls, file names and questions, and a model that obeys them all: what comes of it?"""
