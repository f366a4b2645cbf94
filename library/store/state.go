package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// State describes a database.
type State struct {
	Engine   string        // with its version, such as SQLite 3.50.4 or PostgreSQL 15.18
	Format   int           // the version of the tables
	Bytes    int64         // the size of the database
	Standby  bool          // whether it is a standby of another server
	Standbys int           // how many standbys it has, if it may tell
	Lag      time.Duration // how far the standby is behind or, for a primary server, its slowest standby
}

// String describes the state in words.
func (s State) String() string {
	words := fmt.Sprintf("%s, format %d, %.1f MB", s.Engine, s.Format, float64(s.Bytes)/1e6)
	switch {
	case s.Standby:
		words += fmt.Sprintf(", %.1f s behind the server that it repeats", s.Lag.Seconds())
	case s.Standbys > 0:
		words += fmt.Sprintf(", %d standby, at most %.1f s behind", s.Standbys, s.Lag.Seconds())
	}
	return words
}

// State returns the current state of the database.
func (d *database) State(ctx context.Context) (s State, err error) {
	err = d.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		s, err = d.state(ctx, tx)
		return err
	})
	s.Format = d.made
	return s, err
}

func (f file) state(ctx context.Context, tx *sql.Tx) (s State, err error) {
	var release string
	err = scan(tx.QueryRowContext(ctx, `select sqlite_version(), page_count * page_size from pragma_page_count, pragma_page_size`), &release, &s.Bytes)
	s.Engine = "SQLite " + release
	return s, err
}

func (*postgres) state(ctx context.Context, tx *sql.Tx) (s State, err error) {
	var release string
	var lag float64
	err = scan(tx.QueryRowContext(ctx, `select split_part(current_setting('server_version'), ' ', 1), pg_is_in_recovery(),
		(select coalesce(sum(pg_total_relation_size(oid)), 0)::bigint from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'),
		(select count(*) from pg_stat_replication),
		case when not pg_is_in_recovery() then (select coalesce(max(extract(epoch from replay_lag)), 0) from pg_stat_replication)
			when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
			else coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0) end::float8`),
		&release, &s.Standby, &s.Bytes, &s.Standbys, &lag)
	s.Engine, s.Lag = "PostgreSQL "+release, time.Duration(lag*float64(time.Second))
	return s, err
}
