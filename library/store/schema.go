package store

import (
	"context"
	"database/sql"
	"fmt"
)

const (
	applicationID = 0x466e6f74 // "Fnot"
	version       = 7

	libraryVersion = 4 // the first that has a library
	removalVersion = 5 // the first that keeps removed articles for a while
	leaseVersion   = 6 // the first that keeps leases and what is being answered

	subscriptionVersion = 7 // the first that keeps what a library is kept up to date with
)

// migrations make a version of the one before it; the first makes version 1 of
// nothing. A row's check_sum is a CRC-32C of what it holds and of what it
// belongs to: a disk may turn a bit over without SQLite seeing it. Times are
// nanoseconds since 1970.
func migrations() [version]string {
	return [version]string{vectorTable, answerTable, voteTable, libraryTables, removal, leaseTables, subscriptionTables}
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

// libraryTables are those of version 4. What is large stands in a table of its
// own, or last in its row, so that a list does not read through it. by is
// somebody's code, or null.
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

// removal is version 5. removed is when an article was, or null. What was removed
// keeps its id, but a later version may stand under its key.
const removal = `
alter table article add column removed integer;
drop index article_key;
create unique index article_key on article (scope, key) where key <> '' and removed is null;
create index article_removed on article (removed) where removed is not null;`

// leaseTables are version 6: who does what, and what is being answered. Neither is
// ever in a backup. Their times are milliseconds since 1970 by the clock of the
// database, as processes on several machines share it. data is encrypted, and null
// once the event was answered.
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

// subscriptionTables are version 7. key is the SHA-256 of a name, which may be longer
// than what an index takes. due is when the next run is, 0 for never by itself; data is
// JSON.
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

// migrate brings a database of ours, or one that holds nothing, to this version,
// wholly or not at all. Several processes may do so at once.
func migrate(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after a commit
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
