package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// A postgres is a database on a PostgreSQL server: the tables in the first schema of the search
// path, which must contain nothing else.
type postgres struct {
	config *pgx.ConnConfig
	shown  string
}

const (
	// connectPatience is the time limit for connecting to one host, unless the address sets one.
	connectPatience = 5 * time.Second
	// patience is the time limit for one statement or one row, including the wait for other
	// transactions.
	patience = 30 * time.Second
	// failover is how long to wait for a server that takes the place of one that was lost.
	failover = 15 * time.Second
	// abandoned is how long a transaction may be idle before the server ends it, so that others
	// can write.
	abandoned = 5 * time.Second
)

func newPostgres(address string) (*postgres, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, badAddress(err)
	}
	config.ConnectTimeout = cmp.Or(config.ConnectTimeout, connectPatience)
	if config.RuntimeParams["application_name"] == "" { // by which restore recognizes other processes
		config.RuntimeParams["application_name"] = strings.TrimSpace("footnote " + config.RuntimeParams["search_path"])
	}
	dialer := &net.Dialer{KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 2 * time.Second, Count: 3}}
	config.DialFunc = dialer.DialContext
	return &postgres{config: config, shown: formatConnection(config)}, nil
}

func (p *postgres) place() string { return p.shown }

// pool opens at most most connections. Unless the address says otherwise, they go to a server
// that can be written, or to any if any is true.
func (p *postgres) pool(most int, any bool) *sql.DB {
	config := p.config.Copy()
	if config.ValidateConnect == nil && !any {
		config.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db
}

func (p *postgres) write(ctx context.Context, _ purpose) (*sql.DB, error) {
	db := p.pool(1, false)
	err := p.timed(ctx, func(ctx context.Context) error {
		made, err := p.identify(ctx, db)
		if err == nil && made < version {
			err = p.migrate(ctx, db)
		}
		if err == nil {
			err = writable(ctx, db)
		}
		return err
	})
	if err != nil {
		return nil, explain(p.shown, errors.Join(err, db.Close()))
	}
	return db, nil
}

func (p *postgres) readers(context.Context) (*sql.DB, error) { return p.pool(readers, false), nil }

// read prefers a server that can be written, as its data is the newest.
func (p *postgres) read(ctx context.Context, _ depth) (db *sql.DB, made int, err error) {
	for _, any := range []bool{false, true} { // any server may lag behind
		db = p.pool(readers, any)
		err = p.timed(ctx, func(ctx context.Context) (err error) {
			made, err = p.identify(ctx, db)
			return err
		})
		if err == nil && made > 0 {
			return db, made, nil
		}
		if err = explain(p.shown, errors.Join(err, db.Close())); err == nil {
			return nil, 0, nil // there is no database
		}
		var trouble *OpenError
		if !errors.As(err, &trouble) || trouble.Kind != ReadOnly && trouble.Kind != Unreachable {
			break
		}
	}
	return nil, 0, err
}

func (p *postgres) exists(ctx context.Context) (bool, error) {
	db, _, err := p.read(ctx, glance)
	if db == nil || err != nil {
		return false, err
	}
	return true, explain(p.shown, db.Close())
}

func (p *postgres) quick(context.Context) (*sql.DB, error) { return p.pool(4, false), nil }

func (*postgres) Shared() bool { return true }

func (*postgres) now() string { return "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)" }

func (*postgres) skipLocked() string { return " for update skip locked" }

func (*postgres) snapshotOptions() *sql.TxOptions {
	return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
}

// claim takes a lock that every writer takes first, so that only one writes at a time, as with
// SQLite. Otherwise two transactions that lock the same rows in a different order would wait
// for each other.
func (*postgres) claim(ctx context.Context, tx *sql.Tx) error {
	const query = `select set_config('idle_in_transaction_session_timeout', $1, true), pg_advisory_xact_lock($2, hashtext(current_schema()))`
	_, err := tx.ExecContext(ctx, query, fmt.Sprint(abandoned.Milliseconds()), applicationID)
	return err
}

// withRetry repeats work if the connection was lost before anything was committed, as soon as a
// server is available again.
func (p *postgres) withRetry(ctx context.Context, db *sql.DB, work func(context.Context) error) error {
	err := p.timed(ctx, work)
	var committing commitError
	if !connectionLost(err) || errors.As(err, &committing) || p.await(ctx, db) != nil {
		return err
	}
	return p.timed(ctx, work)
}

// timed runs work, which is cancelled if the server makes no progress.
func (p *postgres) timed(ctx context.Context, work func(context.Context) error) error {
	limited, cancel := context.WithCancel(ctx)
	defer cancel()
	waiting := time.AfterFunc(patience, cancel)
	defer waiting.Stop()
	err := work(context.WithValue(limited, waitingKey{}, waiting))
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return &OpenError{p.shown, fmt.Sprintf("did not answer within %v", patience), serverHint, Unreachable}
	}
	return err
}

// await waits until a server is available again. It discards the connections to the one that
// was lost.
func (p *postgres) await(ctx context.Context, db *sql.DB) error {
	ctx, cancel := context.WithTimeout(ctx, failover)
	defer cancel()
	most := db.Stats().MaxOpenConnections
	db.SetMaxIdleConns(-1)
	db.SetMaxIdleConns(most)
	for {
		err := db.PingContext(ctx)
		if err == nil || !connectionLost(err) {
			return err
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return err
		}
	}
}

// scrub does nothing: the server removes deleted rows from its files in its own time
// (autovacuum).
func (*postgres) scrub(context.Context, *sql.DB) error { return nil }

func (*postgres) within(whole, part string) string {
	return "position(" + part + " in " + whole + ") > 0"
}

// sequence is an SQL expression for the sequence of a table's column.
const sequence = `pg_get_serial_sequence(quote_ident(current_schema()) || '.' || $1, $2)`

func (*postgres) lastNumber(ctx context.Context, tx *sql.Tx, t table) (last int64, err error) {
	err = scan(tx.QueryRowContext(ctx, `select coalesce(pg_sequence_last_value(`+sequence+`::regclass), 0)`, t.name, t.numbers), &last)
	return last, err
}

func (*postgres) setLastNumber(ctx context.Context, tx *sql.Tx, t table, last int64) error {
	if last == 0 {
		return nil
	}
	return run(ctx, tx, step{`select setval(` + sequence + `, $3)`, []any{t.name, t.numbers, last}})
}

// fits rejects NUL characters, which PostgreSQL cannot store in a text.
func (*postgres) fits(what string, texts ...string) error {
	for _, text := range texts {
		if strings.Contains(text, "\x00") {
			return fmt.Errorf("%s: %.20q holds a NUL character, which PostgreSQL cannot keep", what, text)
		}
	}
	return nil
}
