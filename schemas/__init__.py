"""What things are: the records, their fields and the rules a value must pass."""
