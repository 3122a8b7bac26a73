"""The sentences and labels that are printed, one module a subject."""
