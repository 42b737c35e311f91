"""Who may do what: roles as lists of actions, who signs in, and the log of what was done, which nobody can rewrite."""
