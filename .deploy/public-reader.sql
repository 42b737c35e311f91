-- What the public edition's user of the database may read: run it as an administrator of the database, once the workspace
-- has made its tables, and again whenever you like. Nothing is granted of tables that come later.
--
-- Of every notebook that is published now it reads the newest version. Of drafts, of older versions, of what was
-- withdrawn or deleted, and of roles, shares, locks and the audit log it reads nothing. The policies are not asked of the
-- tables' owner, whom the workspace and its backup connect as.

BEGIN;

ALTER DEFAULT PRIVILEGES FOR ROLE scrutiny IN SCHEMA public REVOKE ALL ON TABLES FROM "scrutiny-public";
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "scrutiny-public";
GRANT USAGE ON SCHEMA public TO "scrutiny-public";
GRANT SELECT ON alembic_version TO "scrutiny-public";
GRANT SELECT (id, version, public, deleted_at) ON notebooks TO "scrutiny-public";
GRANT SELECT (notebook_id, version, saved_at, content) ON versions TO "scrutiny-public";

ALTER TABLE notebooks ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS published ON notebooks;
CREATE POLICY published ON notebooks FOR SELECT TO "scrutiny-public"
    USING (public AND deleted_at IS NULL);

-- The newest version and no other: an older one may have been public, and hold what was taken out of it since.
ALTER TABLE versions ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS published ON versions;
CREATE POLICY published ON versions FOR SELECT TO "scrutiny-public"
    USING (EXISTS (
        SELECT FROM notebooks
        WHERE notebooks.id = versions.notebook_id AND notebooks.version = versions.version
          AND notebooks.public AND notebooks.deleted_at IS NULL
    ));

COMMIT;
