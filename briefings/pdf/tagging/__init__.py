"""Tagged PDF: assigns painted content to structure elements, for screen readers."""
