"""Who we are: people and organisations, the members' register, talents and signing in."""
