-- What the public edition's user of the database may read: run it as an administrator of the database, once the workspace
-- has made its tables, and again whenever you like. Nothing is granted of tables that come later.
--
-- It reads what officers have published, and nothing that is not public: notebooks as they were published, without what is
-- for members only, in a table of their own; which own figures are published; the disclosure policy in force; and the
-- figures that the public has been shown before. Who did so, every notebook as it is kept, roles, shares, locks and the
-- audit log are closed to it.

BEGIN;

ALTER DEFAULT PRIVILEGES FOR ROLE scrutiny IN SCHEMA public REVOKE ALL ON TABLES FROM "scrutiny-public";
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "scrutiny-public";
-- What an earlier version of this file granted by column is taken back by column.
REVOKE ALL (id, version, public, deleted_at) ON notebooks FROM "scrutiny-public";
REVOKE ALL (notebook_id, version, saved_at, content) ON versions FROM "scrutiny-public";
DROP POLICY IF EXISTS published ON notebooks;
DROP POLICY IF EXISTS published ON versions;
ALTER TABLE notebooks DISABLE ROW LEVEL SECURITY;
ALTER TABLE versions DISABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA public TO "scrutiny-public";
GRANT SELECT ON alembic_version TO "scrutiny-public";
GRANT SELECT (notebook_id, version, published_at, content) ON published_notebooks TO "scrutiny-public";
GRANT SELECT (release, fingerprint) ON published_releases TO "scrutiny-public";
GRANT SELECT (number, rule, covers) ON disclosure_policies TO "scrutiny-public";
GRANT SELECT (number, figures) ON shown_figures TO "scrutiny-public";

COMMIT;
