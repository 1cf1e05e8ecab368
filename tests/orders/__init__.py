"""Tests of the orders floor."""
