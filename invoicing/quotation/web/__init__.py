"""The pages of quotations: the desk where they are made, and the private page on which they are answered."""
