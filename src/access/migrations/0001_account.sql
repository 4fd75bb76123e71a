-- Who may write in this region.  Times are seconds since 1970, UTC.
CREATE TABLE account (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE, -- what one signs in with
    person TEXT NOT NULL,                     -- as others see it
    organisation TEXT NOT NULL,
    roles INTEGER NOT NULL,                   -- bits of access/role.h
    passphrase TEXT,                          -- Argon2id; NULL: not chosen yet
    is_blocked INTEGER NOT NULL DEFAULT 0 CHECK (is_blocked IN (0, 1)),
    n_failed INTEGER NOT NULL DEFAULT 0,      -- tries in a row that failed
    failed_at INTEGER NOT NULL DEFAULT 0,
    made_at INTEGER NOT NULL
) STRICT;

-- Tokens are kept as their hash.
CREATE TABLE invitation (
    token TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account,
    made_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_account ON session (account);
