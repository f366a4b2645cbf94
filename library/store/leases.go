package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// A Lease is the right to do what one process at a time may do. It is over when
// its term is, by the clock of the database, unless it is renewed before.
type Lease struct {
	Kind, Key string // what it is on, such as shard and 3
	Holder    string // who has it
	Fence     int64  // grows each time that it is taken
	State     []byte // what the last holder left for the next; nil is nothing
}

// A Holding is a lease as others see it.
type Holding struct {
	Lease
	Left time.Duration // until it is over; 0 or less is over
}

// AcquireLease takes a lease for holder, unless another has it. Where ok is false,
// left is how long the other has it if it does not renew it.
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
		err = nothing(scan(l.beside.QueryRowContext(ctx, `select until - `+now+` from lease where kind = $1 and key = $2`, kind, key), &ms))
		left = max(time.Duration(ms)*time.Millisecond, 0)
	}
	return Lease{}, left, false, l.explain(err)
}

// RenewLeases prolongs all that holder still has, each by its term, and returns
// them, without their state. One that is over is not prolonged.
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

// SaveLease keeps what a holder leaves for the next one, and reports whether it
// still has the lease.
func (l leases) SaveLease(ctx context.Context, one Lease, state []byte) (held bool, err error) {
	return l.changeOne(ctx, `update lease set state = $1 where kind = $2 and key = $3 and holder = $4 and fence = $5 and until > `+l.now(),
		state, one.Kind, one.Key, one.Holder, one.Fence)
}

// ReleaseLease gives a lease back, after which nobody can have it for rest. State
// and fence stay. One that another has by now is no error.
func (l leases) ReleaseLease(ctx context.Context, one Lease, rest time.Duration) error {
	_, err := l.changeOne(ctx, `update lease set holder = '', until = `+l.now()+` + $1 where kind = $2 and key = $3 and holder = $4 and fence = $5`,
		rest.Milliseconds(), one.Kind, one.Key, one.Holder, one.Fence)
	return err
}

// Leases are those of a kind that somebody has or had, by key.
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

// EndLeases ends those of a kind, whoever has them. It is for a process that
// knows to be alone: by [Lock].
func (l leases) EndLeases(ctx context.Context, kind string) error {
	_, err := l.beside.ExecContext(ctx, `update lease set until = 0 where kind = $1`, kind)
	return l.explain(err)
}

// ForgetLeases forgets the leases of a kind that were over longer ago than that,
// with their fences: it is for keys that are never used again.
func (l leases) ForgetLeases(ctx context.Context, kind string, age time.Duration) error {
	_, err := l.beside.ExecContext(ctx, `delete from lease where kind = $1 and until < `+l.now()+` - $2`, kind, age.Milliseconds())
	return l.explain(err)
}

// changeOne changes at most one row, and reports whether it did.
func (d *database) changeOne(ctx context.Context, query string, arguments ...any) (changed bool, err error) {
	result, err := d.beside.ExecContext(ctx, query, arguments...)
	if err != nil {
		return false, d.explain(err)
	}
	n, err := result.RowsAffected()
	return n > 0, d.explain(err)
}

func (d *database) explain(err error) error { return explain(d.path, err) }
