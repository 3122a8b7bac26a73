"""Pure rules on facts: which count, which disagree, how old they are, what bears them out."""
