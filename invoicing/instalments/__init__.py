"""Instalment plans: who cannot pay at once pays in parts, and is left in peace while it is kept."""
