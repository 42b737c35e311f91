"""The page People and log: who has which role, what that allows, and what was done."""
