"""What waits for a person, and what becomes of the answer."""
