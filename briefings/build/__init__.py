"""A request becomes files: the pipeline, the renderers, the cache and what runs beside."""
