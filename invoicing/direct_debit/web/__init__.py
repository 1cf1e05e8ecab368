"""Direct debit on the screen: collecting, the mandates, and signing one."""
