"""Stories: the thread from an order to the books, as people walk it."""
