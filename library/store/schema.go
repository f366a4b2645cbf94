package store

import (
	"context"
	"database/sql"
	"fmt"
)

const (
	applicationID = 0x466e6f74 // "Fnot"
	version       = 10

	libraryVersion = 4 // the first with a library
	removalVersion = 5 // the first that keeps removed articles for a while
	leaseVersion   = 6 // the first with leases and events

	subscriptionVersion = 7  // the first with subscriptions
	originalVersion     = 8  // the first with originals
	insightVersion      = 9  // the first with traces of questions, and tallies
	noteVersion         = 10 // the first with notes
	shownVersion        = 10 // the first with the citations of shown answers
	fixedVersion        = 10 // the first with fixed answers
	accessVersion       = 10 // the first with access rules
	seenVersion         = 10 // the first with the text of scanned pages
)

// migrations returns the statements that make each version from the one before it; the first
// makes version 1 from an empty database. A row's check_sum is a CRC-32C of its values and of
// the key of what it belongs to, as a disk may flip a bit without SQLite noticing. Times are in
// nanoseconds since 1970.
func migrations() [version]string {
	return [version]string{vectorTable, answerTable, voteTable, libraryTables, removal, leaseTables, subscriptionTables, originalTable, insightTables, noteTable + shownTable + fixedTable + accessColumn + seenTables}
}

const vectorTable = `
create table vector (
	model text not null,
	key   blob not null,
	data  blob not null,
	check_sum integer not null,
	primary key (model, key)
) without rowid;`

const answerTable = `
create table answer (
	key     blob primary key not null,
	written integer not null,
	data    blob not null,
	check_sum integer not null
) without rowid;
create index answer_written on answer (written);`

const voteTable = `
create table vote (
	answer blob not null,
	reader blob not null,
	good   integer not null,
	at     integer not null,
	check_sum integer not null,
	primary key (answer, reader)
) without rowid;`

// libraryTables is version 4. Large values are in tables of their own, or last in their row, so
// that lists do not read them. by is a person's code, or null.
const libraryTables = `
alter table vote add column scope text not null default '';
create table counter (changes integer not null);
insert into counter values (0);
create table scope (
	number  integer primary key autoincrement,
	name    text not null unique,
	changed integer not null default 0,
	left_at integer,
	settings blob,
	settings_sum integer
);
create table article (
	number    integer primary key autoincrement,
	scope     integer not null references scope on delete cascade,
	id        text not null,
	key       text not null,
	added     integer not null,
	by        blob,
	title     text not null,
	source    text not null,
	author    text not null,
	published text not null,
	characters integer not null,
	passages   integer not null,
	sentences  integer not null,
	pages      integer not null,
	check_sum  integer not null,
	unique (scope, id)
);
create unique index article_key on article (scope, key) where key <> '';
create index article_order on article (scope);
create index article_by on article (by) where by is not null;
create table content (
	article   integer primary key references article on delete cascade,
	check_sum integer not null,
	structure text not null,
	text      text not null
);
create table passage (
	article   integer not null references article on delete cascade,
	number    integer not null,
	section   integer not null,
	begins    integer not null,
	ends      integer not null,
	sentences blob not null,
	check_sum integer not null,
	primary key (article, number)
) without rowid;
create table article_vectors (
	article   integer primary key references article on delete cascade,
	model     text not null,
	check_sum integer not null,
	data      blob not null
);
create table job (
	id      integer primary key autoincrement,
	scope   integer not null references scope on delete cascade,
	name    text not null,
	source  text not null,
	type    text not null,
	charset text not null,
	by      blob,
	channel text not null,
	message text not null,
	locale  text not null,
	at      integer not null,
	check_sum integer not null,
	data_sum  integer not null,
	tries   integer not null default 0,
	data    blob
);
create index job_scope on job (scope);
create table spending (
	scope  integer not null references scope on delete cascade,
	day    text not null,
	kind   text not null,
	amount integer not null,
	primary key (scope, day, kind)
) without rowid;
create table question (
	number   integer primary key autoincrement,
	scope    integer not null references scope on delete cascade,
	at       integer not null,
	by       blob,
	question text not null,
	outcome  text not null,
	check_sum integer not null
);
create index question_at on question (scope, at);
create index question_by on question (by) where by is not null;`

// removal is version 5. removed is when an article was removed, or null. A removed article
// keeps its id, but a later version may have its key.
const removal = `
alter table article add column removed integer;
drop index article_key;
create unique index article_key on article (scope, key) where key <> '' and removed is null;
create index article_removed on article (removed) where removed is not null;`

// leaseTables is version 6: leases, and the events that are being answered. Neither is included
// in backups. Their times are in milliseconds since 1970 by the database's clock, as processes
// on several machines share them. data is encrypted, and null once the event was answered.
const leaseTables = `
create table lease (
	kind   text not null,
	key    text not null,
	holder text not null,
	until  integer not null,
	term   integer not null,
	fence  integer not null,
	state  blob,
	primary key (kind, key)
) without rowid;
create table event (
	id     text primary key not null,
	holder text not null,
	at     integer not null,
	sent   integer not null,
	data   blob
) without rowid;
create index event_open on event (holder) where data is not null;
alter table job add column holder text not null default '';
alter table job add column held integer not null default 0;`

// subscriptionTables is version 7. key is the SHA-256 of a name, as the name itself may be too
// long for an index. due is when the next run is, 0 if only somebody's request starts one; data
// is JSON.
const subscriptionTables = `
create table subscription (
	number    integer primary key autoincrement,
	scope     integer not null references scope on delete cascade,
	key       blob not null,
	due       integer not null,
	check_sum integer not null,
	data      blob not null,
	unique (scope, key)
);
create index subscription_due on subscription (due) where due > 0;
create table subscription_item (
	subscription integer not null references subscription on delete cascade,
	key          blob not null,
	check_sum    integer not null,
	data         blob not null,
	primary key (subscription, key)
) without rowid;`

// originalTable is version 8. size is the length of data, which is last so that lists do not
// read it.
const originalTable = `
create table original (
	article   integer primary key references article on delete cascade,
	size      integer not null,
	check_sum integer not null,
	data      blob not null
);`

// insightTables is version 9. answer is the hash by which votes name the answer to a question,
// trace the caller's JSON of how it was answered, and contact the asker, encrypted, until they
// have been notified. checked is the generation of the scope when the question was last asked
// again; filled is since when it has an answer, from the article filler. A tally counts the
// outcomes of questions in a day, and contains no text of theirs.
const insightTables = `
alter table question add column answer blob;
alter table question add column trace blob;
alter table question add column contact blob;
alter table question add column checked integer not null default 0;
alter table question add column filled integer;
alter table question add column filler text not null default '';
create table tally (
	scope  integer not null references scope on delete cascade,
	day    text not null,
	kind   text not null,
	key    text not null,
	amount integer not null,
	primary key (scope, day, kind, key)
) without rowid;`

// noteTable is part of version 10.
const noteTable = `
create table note (
	scope integer not null references scope on delete cascade,
	kind  text not null,
	id    text not null,
	by    blob,
	at    integer not null,
	data  blob,
	check_sum integer not null,
	primary key (scope, kind, id)
) without rowid;
create index note_by on note (by);`

// shownTable is part of version 10. message is the message that shows the answer; changed is
// when a cited sentence was found to have changed, 0 for never; pending is 1 while readers must
// still be told; data is JSON.
const shownTable = `
create table shown (
	number  integer primary key autoincrement,
	scope   integer not null references scope on delete cascade,
	at      integer not null,
	message text not null,
	changed integer not null default 0,
	pending integer not null default 0,
	check_sum integer not null,
	data    blob not null
);
create index shown_at on shown (scope, at);
create index shown_message on shown (message);
create index shown_pending on shown (pending) where pending <> 0;`

// fixedTable is part of version 10: fixed answers. data is JSON.
const fixedTable = `
create table fixed (
	scope integer not null references scope on delete cascade,
	id    text not null,
	at    integer not null,
	by    blob,
	check_sum integer not null,
	data  blob not null,
	primary key (scope, id)
) without rowid;
create index fixed_by on fixed (by) where by is not null;`

// accessColumn is part of version 10: the caller's JSON of who may see an article, or null for
// everybody. It is in the article's own row, so that the two cannot be separated.
const accessColumn = `
alter table article add column access text;
create index article_access on article (scope) where access is not null;`

// seenTables is part of version 10. seen_by is the model that read an article's scanned pages.
// A seen page is what the model wrote about one, keyed by a hash of the picture, the model and
// its prompt, so that no page is read twice. article is null until the article is stored.
const seenTables = `
alter table article add column seen_by text not null default '';
create table seen_page (
	scope   integer not null references scope on delete cascade,
	key     blob not null,
	article integer references article on delete cascade,
	written integer not null,
	check_sum integer not null,
	data    blob not null,
	primary key (scope, key)
) without rowid;
create index seen_page_article on seen_page (article) where article is not null;`

// migrate brings a database of ours, or an empty one, to this version, entirely or not at all.
// Several processes may call it at once.
func migrate(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	var made int
	if err := tx.QueryRowContext(ctx, `pragma user_version`).Scan(&made); err != nil || made >= version {
		return err
	}
	for i, step := range migrations() {
		if i < made {
			continue
		}
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return fmt.Errorf("to version %d: %w", i+1, err)
		}
	}
	mark := fmt.Sprintf(`pragma application_id = %d; pragma user_version = %d`, applicationID, version)
	if _, err := tx.ExecContext(ctx, mark); err != nil {
		return err
	}
	return tx.Commit()
}
