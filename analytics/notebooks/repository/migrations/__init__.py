"""How the tables came to be, a step a module in `versions`, run by Alembic when the repository is opened.

A step is never changed once it was released. There is no way down: an app that is older than the database says so and
leaves it alone.
"""
