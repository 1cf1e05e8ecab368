"""Tests of instalment plans."""
