"""Pure rules on facts: selection, conflicts, freshness, evidence, references and search."""
