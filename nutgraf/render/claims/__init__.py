"""Numbers that parties state, in words and as drawings."""
