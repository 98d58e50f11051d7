"""The memory of the station: what came in, where it stands, what was read; SQL lives here only."""
