"""The six areas, one module each, imported when first shown."""
