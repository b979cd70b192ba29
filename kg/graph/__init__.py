"""Values to RDF and back: vocabulary, identifiers, building, the store and its validation."""
