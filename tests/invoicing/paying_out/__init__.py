"""Tests of paying out."""
