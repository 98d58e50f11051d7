"""How good the results are: records compared with hand-checked truth."""
