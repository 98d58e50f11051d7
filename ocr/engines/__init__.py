"""The recognisers, each behind the same narrow protocol."""
