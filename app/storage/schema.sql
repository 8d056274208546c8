-- A Lifelanes case file is an SQLite database. Days are ISO text, numbers that are not known are NULL,
-- severity and level are ranks of the scheme in case_record, categories are its keys as a JSON list.

CREATE TABLE case_record (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL,
    marking TEXT NOT NULL,
    scheme TEXT NOT NULL,
    scope TEXT NOT NULL
) STRICT;

CREATE TABLE child (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born TEXT NOT NULL,
    sex TEXT,
    aliases TEXT NOT NULL,
    vulnerabilities TEXT NOT NULL,
    away TEXT NOT NULL
) STRICT;

CREATE TABLE adult (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL
) STRICT;

CREATE TABLE agency (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL,
    header_row INTEGER,
    headings TEXT NOT NULL,
    columns TEXT NOT NULL,
    agency INTEGER,
    confidence REAL NOT NULL,
    why TEXT,
    text_bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,
    withdrawn INTEGER NOT NULL,
    apart TEXT NOT NULL,
    period TEXT NOT NULL,
    notes TEXT NOT NULL,
    by_hand INTEGER NOT NULL
) STRICT;

-- Every row as the agency wrote it, whatever became of it.
CREATE TABLE sheet_row (
    source INTEGER NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    cells TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (source, place)
) STRICT, WITHOUT ROWID;

-- A row in which an agency says that it had no contact in that time. Days are both inclusive, NULL where open.
CREATE TABLE no_contact (
    source INTEGER NOT NULL,
    row INTEGER NOT NULL,
    first_day TEXT,
    last_day TEXT,
    PRIMARY KEY (source, row)
) STRICT, WITHOUT ROWID;

-- A sentence for each file that could not be read when it was given.
CREATE TABLE unread_file (
    place INTEGER PRIMARY KEY,
    words TEXT NOT NULL
) STRICT;

CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    row INTEGER NOT NULL,
    first_day TEXT,
    last_day TEXT,
    precision TEXT NOT NULL,
    date_words TEXT NOT NULL,
    time TEXT,
    entry_day TEXT,
    agency INTEGER,
    author TEXT,
    text TEXT NOT NULL,
    response TEXT,
    severity INTEGER,
    severity_from TEXT NOT NULL,
    severity_by TEXT,
    categories TEXT NOT NULL,
    categories_from TEXT NOT NULL,
    markers TEXT NOT NULL,
    duplicate_of INTEGER,
    withdrawn INTEGER NOT NULL
) STRICT;

-- What an event says of a child: whether it is about the child, the child's own severity, the level it states.
CREATE TABLE event_child (
    event INTEGER NOT NULL,
    child INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    severity INTEGER,
    level INTEGER,
    level_from TEXT NOT NULL,
    PRIMARY KEY (event, child)
) STRICT, WITHOUT ROWID;

-- What a reviewer decided of two events: one event told twice (accepted 1), or two events.
CREATE TABLE duplicate_decision (
    place INTEGER PRIMARY KEY,
    kept INTEGER NOT NULL,
    twin INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    by TEXT NOT NULL
) STRICT;

-- Where an event's words stood before its agency sent them corrected: a row of a withdrawn source.
CREATE TABLE earlier_row (
    place INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    source INTEGER NOT NULL,
    row INTEGER NOT NULL
) STRICT;

-- An event that is a part of another one, which was split.
CREATE TABLE event_part (
    place INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    whole INTEGER NOT NULL
) STRICT;

-- A field of an event that a reviewer corrected; its row keeps what the agency wrote.
CREATE TABLE correction (
    place INTEGER PRIMARY KEY,
    event INTEGER NOT NULL,
    field TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT;

-- Whom the words of a subject cell mean, as a reviewer decided.
CREATE TABLE who_is_who (
    place INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    children TEXT NOT NULL,
    by TEXT NOT NULL,
    before_birth INTEGER NOT NULL
) STRICT;

-- What a reviewer made of a finding, which is named by its kind, child, first day and events; rows is a digest of
-- what those events said then.
CREATE TABLE finding_decision (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    child INTEGER NOT NULL,
    start TEXT NOT NULL,
    state TEXT NOT NULL,
    by TEXT NOT NULL,
    decided TEXT NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    evidence TEXT NOT NULL,
    rows TEXT NOT NULL
) STRICT;

-- What two reviewers gave otherwise in copies of the case, with both values (JSON), and how it was settled.
CREATE TABLE disagreement (
    place INTEGER PRIMARY KEY,
    event INTEGER,
    field TEXT NOT NULL,
    about TEXT NOT NULL,
    mine TEXT NOT NULL,
    mine_by TEXT NOT NULL,
    theirs TEXT NOT NULL,
    theirs_by TEXT NOT NULL,
    settled TEXT NOT NULL,
    own TEXT NOT NULL,
    by TEXT NOT NULL,
    decided TEXT NOT NULL
) STRICT;

-- A filter that is kept with the case under a name: its words, what is ticked and its days as JSON.
CREATE TABLE kept_filter (
    place INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    filter TEXT NOT NULL
) STRICT;

-- A key practice episode that a reviewer marked: its days as ISO dates, the names of its children as a JSON list.
CREATE TABLE episode (
    place INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    note TEXT NOT NULL,
    children TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT;

-- A place to come back to: the days shown (NULL for the whole record), the chosen record and finding.
CREATE TABLE bookmark (
    place INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    first TEXT,
    last TEXT,
    event INTEGER,
    finding TEXT,
    by TEXT NOT NULL
) STRICT;

-- What a reviewer wants to say where a bookmark leads, by the bookmark's place; there is a row where there is a note.
CREATE TABLE bookmark_note (
    place INTEGER PRIMARY KEY,
    note TEXT NOT NULL
) STRICT;

-- The words that a child or an adult (whose) of that name goes by before a panel, where a reviewer chose them.
CREATE TABLE pseudonym (
    place INTEGER PRIMARY KEY,
    whose TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    by TEXT NOT NULL
) STRICT;

-- The stops of the panel's view in the reviewer's order: bookmarks by name, findings by id; shown is 0 where dropped.
CREATE TABLE panel_stop (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    shown INTEGER NOT NULL
) STRICT;

-- An entry of the lexicon that this case has of its own: the table of a lexicon file in which it stands, its row as JSON.
CREATE TABLE own_entry (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    layer TEXT NOT NULL,
    entry TEXT NOT NULL
) STRICT;

-- The audit trail: one line for each step, undone and redone ones included. Lines are added and never changed.
CREATE TABLE step (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;

CREATE TRIGGER step_stays BEFORE UPDATE ON step BEGIN
    SELECT RAISE(ABORT, 'a step of the audit trail is never changed');
END;

CREATE TRIGGER step_is_kept BEFORE DELETE ON step BEGIN
    SELECT RAISE(ABORT, 'a step of the audit trail is never deleted');
END;

-- What was looked at when the case was closed. Not part of the record.
CREATE TABLE looking (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    value TEXT NOT NULL
) STRICT;
