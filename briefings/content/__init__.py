"""A library becomes a brief or a pack: what is said, in which blocks, and where it comes from."""
