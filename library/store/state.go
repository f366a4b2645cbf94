package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A State is what a database says of itself.
type State struct {
	Engine   string        // with its version: SQLite 3.50.4, or PostgreSQL 15.18
	Format   int           // of what is kept
	Bytes    int64         // that it takes
	Standby  bool          // whether it only repeats another server
	Standbys int           // how many servers repeat it, as far as it tells us
	Lag      time.Duration // of it behind the one that it repeats, or of the last of those that repeat it
}

// String is the state in words.
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

// State asks the database how it is.
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
