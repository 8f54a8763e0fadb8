"""Checking a text against sources: what it says figure by figure, and what the sources say."""
