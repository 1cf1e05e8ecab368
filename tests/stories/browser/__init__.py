"""Stories in a real browser: one for each of resident, member, coordinator and treasurer, by what is on screen."""
