"""What a run needs besides its nodes: what passes between them, what is kept, what time and money are left."""
