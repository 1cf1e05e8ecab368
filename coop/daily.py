"""The daily round: what the house does by itself once a day, carried out by the worker."""

from datetime import date

from coop.events import Event

new_day: Event[date] = Event("coop.new_day")
"""Told for each day, after midnight or when the worker starts; what listens must be repeatable."""
