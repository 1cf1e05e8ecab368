"""The allowance on the screen."""
