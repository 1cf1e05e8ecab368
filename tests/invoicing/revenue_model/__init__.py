"""Tests of the revenue model."""
