"""What the graph costs around the work: state, checkpoints, timing, record."""
