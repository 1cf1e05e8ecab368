"""The members floor, tested."""
