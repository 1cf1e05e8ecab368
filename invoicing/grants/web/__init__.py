"""The pages of requests and grants."""
