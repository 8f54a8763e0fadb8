"""Questions that public data sets ask, with their gold."""
