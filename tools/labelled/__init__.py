"""Figures of documents without tags, named by the words that their tables print."""
