"""Liquidity: what comes in and goes out week by week, and whether there is always enough."""
