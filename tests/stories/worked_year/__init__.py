"""The worked year of `docs/worked-year.md`: its paper as it is read, and how it is played through the house."""
