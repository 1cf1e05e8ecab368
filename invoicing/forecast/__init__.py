"""The forecast: what the months ahead are likely to bring, and how sure we are of that."""
