"""Steps that make a scan easier to read: each takes a page and returns a page."""
