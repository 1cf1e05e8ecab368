"""Tests of paying online."""
