//! Pure functions: passages, terms, vectors, neighbours, themes, labels, sentiment, impact.
