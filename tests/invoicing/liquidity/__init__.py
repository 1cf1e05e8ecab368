"""Tests of liquidity."""
