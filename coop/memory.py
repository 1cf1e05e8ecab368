"""Memory: what the house is made of stays until the end, so nobody need look through it for what can go."""

import gc


def settle() -> None:
    """Put all that was made so far aside, once the house is made and before it serves.

    Otherwise every answer of some size has hundreds of thousands of objects walked, and the processes of a web
    server, which begin as copies of one, would each get a memory of their own by that walk alone.
    """
    gc.collect()
    gc.freeze()
