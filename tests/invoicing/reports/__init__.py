"""Tests of the reports for the members' meeting and of the budget book."""
