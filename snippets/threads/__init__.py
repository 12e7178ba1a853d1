"""Creating threads: start, wait, stop, and what becomes of their errors and their output."""
