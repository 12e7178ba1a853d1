"""Tools that make a race happen every time, or never: for tests, not for production."""
