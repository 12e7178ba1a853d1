"""Thread pools and futures: many tasks on a few threads, and no result or error lost."""
