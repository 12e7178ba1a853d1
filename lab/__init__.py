"""The instruments: what records, checks and builds; pages and snippets never import it."""
