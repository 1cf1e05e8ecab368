"""Tests of requests, grants, what is charged to them and how they are settled."""
