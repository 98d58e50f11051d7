"""The command ``sodo``: reads its arguments, wires the parts together, speaks to the operator."""
