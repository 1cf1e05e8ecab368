"""The worked revenue model of `docs/worked-model.md`: what the program makes of it, in the words of the paper."""
