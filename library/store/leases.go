package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// A Lease is the right to do something that only one process may do at a time. It expires after
// its term, by the database's clock, unless it is renewed.
type Lease struct {
	Kind, Key string // what it is for, such as "shard" and "3"
	Holder    string // the process that has it
	Fence     int64  // increases each time the lease is acquired
	State     []byte // what the last holder saved for the next one; nil if nothing
}

// A Holding is a lease as seen by other processes.
type Holding struct {
	Lease
	Left time.Duration // until it expires; 0 or less if it has expired
}

// AcquireLease acquires a lease for holder unless another process has it. If ok is false, left
// is the time until that one expires.
func (l leases) AcquireLease(ctx context.Context, holder, kind, key string, term time.Duration) (got Lease, left time.Duration, ok bool, err error) {
	got = Lease{Kind: kind, Key: key, Holder: holder}
	now := l.now()
	row := l.beside.QueryRowContext(ctx, `insert into lease (kind, key, holder, until, term, fence) values ($1, $2, $3, `+now+` + $4, $5, 1)
		on conflict (kind, key) do update set holder = excluded.holder, until = excluded.until, term = excluded.term, fence = lease.fence + 1
		where lease.until <= `+now+` or lease.holder = excluded.holder
		returning fence, state`, kind, key, holder, term.Milliseconds(), term.Milliseconds())
	err = scan(row, &got.Fence, &got.State)
	if err == nil {
		return got, 0, true, nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		var ms int64
		err = ignoreNoRows(scan(l.beside.QueryRowContext(ctx, `select until - `+now+` from lease where kind = $1 and key = $2`, kind, key), &ms))
		left = max(time.Duration(ms)*time.Millisecond, 0)
	}
	return Lease{}, left, false, l.explain(err)
}

// RenewLeases renews the unexpired leases of holder, each by its term, and returns them without
// their state.
func (l leases) RenewLeases(ctx context.Context, holder string) (held []Lease, err error) {
	rows, err := l.beside.QueryContext(ctx, `update lease set until = `+l.now()+` + term where holder = $1 and until > `+l.now()+`
		returning kind, key, fence`, holder)
	if err != nil {
		return nil, l.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		one := Lease{Holder: holder}
		if err := scan(rows, &one.Kind, &one.Key, &one.Fence); err != nil {
			return nil, l.explain(err)
		}
		held = append(held, one)
	}
	return held, l.explain(rows.Err())
}

// SaveLease saves state for the next holder of a lease, and reports whether the lease is still
// held.
func (l leases) SaveLease(ctx context.Context, one Lease, state []byte) (held bool, err error) {
	return l.changeOne(ctx, `update lease set state = $1 where kind = $2 and key = $3 and holder = $4 and fence = $5 and until > `+l.now(),
		state, one.Kind, one.Key, one.Holder, one.Fence)
}

// ReleaseLease gives a lease back. Nobody can acquire it for the time rest. Its state and fence
// stay. It does nothing if another process has the lease by now.
func (l leases) ReleaseLease(ctx context.Context, one Lease, rest time.Duration) error {
	_, err := l.changeOne(ctx, `update lease set holder = '', until = `+l.now()+` + $1 where kind = $2 and key = $3 and holder = $4 and fence = $5`,
		rest.Milliseconds(), one.Kind, one.Key, one.Holder, one.Fence)
	return err
}

// Leases returns the leases of a kind, expired ones included, by key.
func (l leases) Leases(ctx context.Context, kind string) (all []Holding, err error) {
	if l.made < leaseVersion {
		return nil, nil
	}
	rows, err := l.reading.QueryContext(ctx, `select key, holder, fence, until - `+l.now()+` from lease where kind = $1 order by key`, kind)
	if err != nil {
		return nil, l.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		one, ms := Holding{Lease: Lease{Kind: kind}}, int64(0)
		if err := scan(rows, &one.Key, &one.Holder, &one.Fence, &ms); err != nil {
			return nil, l.explain(err)
		}
		one.Left = time.Duration(ms) * time.Millisecond
		all = append(all, one)
	}
	return all, l.explain(rows.Err())
}

// EndLeases ends all leases of a kind, whoever holds them. The caller must know that no other
// process runs, by [Lock].
func (l leases) EndLeases(ctx context.Context, kind string) error {
	_, err := l.beside.ExecContext(ctx, `update lease set until = 0 where kind = $1`, kind)
	return l.explain(err)
}

// ForgetLeases deletes the leases of a kind that expired longer than age ago, with their
// fences. It is meant for keys that are never used again.
func (l leases) ForgetLeases(ctx context.Context, kind string, age time.Duration) error {
	_, err := l.beside.ExecContext(ctx, `delete from lease where kind = $1 and until < `+l.now()+` - $2`, kind, age.Milliseconds())
	return l.explain(err)
}

// changeOne runs a statement that changes at most one row, and reports whether it did.
func (d *database) changeOne(ctx context.Context, query string, arguments ...any) (changed bool, err error) {
	result, err := d.beside.ExecContext(ctx, query, arguments...)
	if err != nil {
		return false, d.explain(err)
	}
	n, err := result.RowsAffected()
	return n > 0, d.explain(err)
}
