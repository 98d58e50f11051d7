"""What is learnt from drawn papers; not needed to read real ones."""
