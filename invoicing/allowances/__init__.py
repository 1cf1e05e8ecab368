"""The volunteers' allowance: what counts towards its maxima, the guard on them, and the statement of a year."""
