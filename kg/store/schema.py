"""The tables of the register of identities, and the triggers that mark what of the graph is out of date."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = """
CREATE TABLE identity (id INTEGER PRIMARY KEY AUTOINCREMENT, iri TEXT UNIQUE NOT NULL, kind TEXT NOT NULL,
    canonical INTEGER);
CREATE INDEX identity_canonical ON identity (canonical);
CREATE TABLE sighting (doc TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, identity INTEGER NOT NULL,
    marks TEXT NOT NULL, rule TEXT NOT NULL, shared TEXT NOT NULL, anchor TEXT, PRIMARY KEY (doc, kind, key)
    ) WITHOUT ROWID;
CREATE INDEX sighting_identity ON sighting (identity);
CREATE INDEX sighting_anchor ON sighting (identity) WHERE anchor IS NOT NULL;
CREATE TABLE mark (mark TEXT NOT NULL, identity INTEGER NOT NULL, uses INTEGER NOT NULL,
    PRIMARY KEY (mark, identity)) WITHOUT ROWID;
CREATE INDEX mark_identity ON mark (identity);
CREATE TABLE link (one INTEGER NOT NULL, other INTEGER NOT NULL, doc TEXT NOT NULL, rule TEXT NOT NULL,
    PRIMARY KEY (one, other, doc)) WITHOUT ROWID;
CREATE INDEX link_other ON link (other);
CREATE INDEX link_doc ON link (doc);
CREATE TABLE stale (doc TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE stale_iri (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TRIGGER sighting_came AFTER INSERT ON sighting BEGIN
    INSERT INTO stale SELECT new.doc WHERE NOT EXISTS (SELECT 1 FROM stale WHERE doc = new.doc); END;
CREATE TRIGGER sighting_went AFTER DELETE ON sighting BEGIN
    INSERT INTO stale SELECT old.doc WHERE NOT EXISTS (SELECT 1 FROM stale WHERE doc = old.doc); END;
CREATE TRIGGER sighting_moved AFTER UPDATE OF identity ON sighting BEGIN
    INSERT INTO stale SELECT new.doc WHERE NOT EXISTS (SELECT 1 FROM stale WHERE doc = new.doc); END;
CREATE TRIGGER identity_moved AFTER UPDATE OF canonical ON identity WHEN old.canonical <> new.canonical BEGIN
    INSERT INTO stale SELECT DISTINCT doc FROM sighting WHERE identity = new.id AND doc NOT IN stale;
    INSERT INTO stale_iri SELECT new.iri WHERE NOT EXISTS (SELECT 1 FROM stale_iri WHERE iri = new.iri); END;
CREATE TRIGGER identity_went AFTER DELETE ON identity BEGIN
    INSERT INTO stale_iri SELECT old.iri WHERE NOT EXISTS (SELECT 1 FROM stale_iri WHERE iri = old.iri); END;
"""
