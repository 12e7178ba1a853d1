"""How processes pass messages, and how one learns that the other is done."""
