package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"
)

// A Job is an addition that was promised and is not done.
type Job struct {
	ID      int64 // grows with every job
	Scope   Scope
	Name    string // of the file
	Source  string // where it is, or where it came from
	Type    string // media type, where a server named one
	Charset string
	Data    []byte   // the file; nil where Source is to be fetched
	By      [16]byte // the code of who asked, zero for nobody
	Channel string   // where to tell how it goes
	Message string   // that tells it; empty is none yet
	Locale  string   // of who asked
	At      time.Time
	Holder  string // the process that works on it, or did; empty is none
}

// ErrQueueFull is that a scope has as many jobs as it may have.
var ErrQueueFull = errors.New("too many additions are waiting")

// Enqueue keeps a job until it is ended by [Library.Finish]. Where the scope has most jobs already the error is
// [ErrQueueFull].
func (l jobs) Enqueue(ctx context.Context, j Job, most int) (id int64, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, j.Scope)
		if err != nil {
			return err
		}
		var waiting int
		if err := scan(tx.QueryRowContext(ctx, `select count(*) from job where scope = $1`, number), &waiting); err != nil {
			return err
		}
		if waiting >= most {
			return ErrQueueFull
		}
		return scan(tx.QueryRowContext(ctx, `insert into job (scope, name, source, type, charset, by, channel, message, locale, at, check_sum, data_sum, data, holder, held)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, `+l.now()+`) returning id`,
			number, j.Name, j.Source, j.Type, j.Charset, person(j.By), j.Channel, j.Message, j.Locale, nanoseconds(j.At), j.sum(), dataSum(j.Data), j.Data, j.Holder), &id)
	})
	if err != nil {
		return 0, err
	}
	return id, nil
}

// Jobs are those of all scopes, the oldest first, without their Data. Those that
// are damaged are left out, and the error joins a [*DamageError] for each.
func (l jobs) Jobs(ctx context.Context) (all []Job, err error) {
	var damage []error
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		all, damage, err = l.where(ctx, tx, `true`)
		return err
	})
	return all, errors.Join(err, errors.Join(damage...))
}

func (l jobs) where(ctx context.Context, tx *sql.Tx, which string, arguments ...any) (all []Job, damage []error, err error) {
	err = each(ctx, tx, `select j.id, s.name, j.name, j.source, j.type, j.charset, j.by, j.channel, j.message, j.locale, j.at, j.check_sum, `+l.holder()+`
		from job j join scope s on s.number = j.scope where `+which+` order by j.id`, func(rows *sql.Rows) error {
		var j Job
		var by []byte
		var at int64
		var kept int64
		if err := scan(rows, &j.ID, &j.Scope, &j.Name, &j.Source, &j.Type, &j.Charset, &by, &j.Channel, &j.Message, &j.Locale, &at, &kept, &j.Holder); err != nil {
			return err
		}
		j.By, j.At = personOf(by), moment(at)
		if kept == int64(j.sum()) {
			all = append(all, j)
		} else {
			damage = append(damage, &DamageError{l.path, j.Scope, "job", strconv.FormatInt(j.ID, 10)})
		}
		return nil
	}, arguments...)
	return all, damage, err
}

// JobData is the Data of a job. Where the job is gone the error is [ErrNoJob].
func (l jobs) JobData(ctx context.Context, id int64) (data []byte, err error) {
	var scope Scope
	var missing bool
	var kept int64
	err = l.view(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return scan(tx.QueryRowContext(ctx, `select s.name, j.data is null, j.data_sum, j.data from job j join scope s on s.number = j.scope where j.id = $1`, id), &scope, &missing, &kept, &data)
	})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, ErrNoJob
	case err != nil:
		return nil, err
	case !missing && data == nil:
		data = []byte{} // a file that is empty
	}
	if kept != int64(dataSum(data)) {
		return nil, &DamageError{l.path, scope, "job", strconv.FormatInt(id, 10)}
	}
	return data, nil
}

// begun is when a job is held that was begun: then only the death of its holder ends that.
const begun = "9000000000000000"

// Begin counts a try at a job, and tells how many there were with it. Where the
// job is gone the error is [ErrNoJob].
func (l jobs) Begin(ctx context.Context, id int64) (tries int, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := run(ctx, tx, step{`update job set held = ` + begun + ` where id in (select j.id from job j where ` + ofMessage + `)`, []any{id}}); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `update job set tries = tries + 1 where id = $1 returning tries`, id).Scan(&tries)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoJob
	}
	return tries, err
}

// holder is who works on a job, which versions before that of leases do not know.
func (l jobs) holder() string {
	if l.made < leaseVersion {
		return "''"
	}
	return "j.holder"
}

// ofMessage are the jobs that are told of in the message that tells of the one with an id.
const ofMessage = `(j.id = $1 or j.message <> '' and exists (select 1 from job one where one.id = $1 and one.channel = j.channel and one.message = j.message))`

// ClaimJob gives a job to holder, with those that are told of in the same message,
// unless another process that is there has them, and reports whether it did. A process
// is there while it has a lease of that kind. What it has not begun for so long is had
// by others.
func (l jobs) ClaimJob(ctx context.Context, holder, kind string, id int64, idle time.Duration) (claimed bool, err error) {
	rows, err := l.beside.QueryContext(ctx, `update job set holder = $2, held = case when held = `+begun+` then held else `+l.now()+` end where id in (select j.id from job j where `+ofMessage+`
			and (j.holder in ('', $2) or j.held < `+l.now()+` - $4
				or not exists (select 1 from lease where lease.kind = $3 and lease.key = j.holder and lease.until > `+l.now()+`))
			order by j.id`+l.free()+`) returning id`, id, holder, kind, idle.Milliseconds())
	if err != nil {
		return false, l.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var one int64
		if err := scan(rows, &one); err != nil {
			return false, l.explain(err)
		}
		claimed = claimed || one == id
	}
	return claimed, l.explain(rows.Err())
}

// Finish ends a job that failed or was cancelled. One that is gone is no error.
func (l jobs) Finish(ctx context.Context, id int64) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from job where id = $1`, []any{id}})
	})
}

func (j Job) sum() sum {
	return sum(0).text(string(j.Scope), j.Name, j.Source, j.Type, j.Charset, j.Channel, j.Message, j.Locale).bytes(person(j.By)).number(nanoseconds(j.At))
}

// dataSum tells no data from data that is empty.
func dataSum(data []byte) sum {
	if data == nil {
		return 0
	}
	return sum(0).number(1).bytes(data)
}
