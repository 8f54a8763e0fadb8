"""Reports: what a job asks, when it is due, what it may spend, how its report reads."""
