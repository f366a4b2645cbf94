package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"time"
)

// A Job is an article that was accepted and has not been added yet.
type Job struct {
	ID      int64 // increases with every job
	Scope   Scope
	Name    string // of the file
	Source  string // where the file is, or where it came from
	Type    string // media type, if a server named one
	Charset string
	Data    []byte   // the file; nil if Source must be fetched
	By      [16]byte // the code of the person who added it; zero if unknown
	Channel string   // where progress is reported
	Message string   // that reports it; empty if not yet sent
	Locale  string   // of the person who added it
	At      time.Time
	Holder  string // the process that works on it, or did last; empty if none
}

// ErrQueueFull is returned when a scope already has the maximum number of jobs.
var ErrQueueFull = errors.New("too many additions are waiting")

// Enqueue stores a job until [Library.Finish] ends it. If the scope already has most jobs, the
// error is [ErrQueueFull].
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

// Jobs returns the jobs of all scopes, the oldest first, without their Data. Damaged ones are
// left out, and the error joins a [*DamageError] for each.
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
		j.By, j.At = personOf(by), timeOf(at)
		if kept == int64(j.sum()) {
			all = append(all, j)
		} else {
			damage = append(damage, &DamageError{l.path, j.Scope, "job", strconv.FormatInt(j.ID, 10)})
		}
		return nil
	}, arguments...)
	return all, damage, err
}

// JobData returns the Data of a job. If the job no longer exists, the error is [ErrNoJob].
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
		data = []byte{} // an empty file, where nil would mean none
	}
	if kept != int64(dataSum(data)) {
		return nil, &DamageError{l.path, scope, "job", strconv.FormatInt(id, 10)}
	}
	return data, nil
}

// heldForever is the value of the column held for a job that was begun. It is so large that the
// job stays with its holder until that dies.
const heldForever = "9000000000000000"

// Begin counts an attempt at a job and returns how many there were, including this one. If the
// job no longer exists, the error is [ErrNoJob].
func (l jobs) Begin(ctx context.Context, id int64) (tries int, err error) {
	err = l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		if err := run(ctx, tx, step{`update job set held = ` + heldForever + ` where id in (select j.id from job j where ` + ofMessage + `)`, []any{id}}); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `update job set tries = tries + 1 where id = $1 returning tries`, id).Scan(&tries)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNoJob
	}
	return tries, err
}

// holder returns the column of the process that works on a job, which databases older than
// version 6 do not have.
func (l jobs) holder() string {
	if l.made < leaseVersion {
		return "''"
	}
	return "j.holder"
}

// ofMessage selects the jobs that are reported in the same message as the one with the id $1.
const ofMessage = `(j.id = $1 or j.message <> '' and exists (select 1 from job one where one.id = $1 and one.channel = j.channel and one.message = j.message))`

// ClaimJob gives a job to holder, together with all jobs reported in the same message, unless
// another live process has them. It reports whether it did. A process is live while it has a
// lease of that kind. A job that its holder has not begun for the time idle can be claimed by
// others.
func (l jobs) ClaimJob(ctx context.Context, holder, kind string, id int64, idle time.Duration) (claimed bool, err error) {
	rows, err := l.beside.QueryContext(ctx, `update job set holder = $2, held = case when held = `+heldForever+` then held else `+l.now()+` end where id in (select j.id from job j where `+ofMessage+`
			and (j.holder in ('', $2) or j.held < `+l.now()+` - $4
				or not exists (select 1 from lease where lease.kind = $3 and lease.key = j.holder and lease.until > `+l.now()+`))
			order by j.id`+l.skipLocked()+`) returning id`, id, holder, kind, idle.Milliseconds())
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

// Finish deletes a job that failed or was cancelled. It does nothing if the job no longer
// exists.
func (l jobs) Finish(ctx context.Context, id int64) error {
	return l.update(ctx, func(ctx context.Context, tx *sql.Tx) error {
		return run(ctx, tx, step{`delete from job where id = $1`, []any{id}})
	})
}

func (j Job) sum() sum {
	return sum(0).text(string(j.Scope), j.Name, j.Source, j.Type, j.Charset, j.Channel, j.Message, j.Locale).bytes(person(j.By)).number(nanoseconds(j.At))
}

// dataSum returns a job's checksum, which distinguishes nil data from empty data.
func dataSum(data []byte) sum {
	if data == nil {
		return 0
	}
	return sum(0).number(1).bytes(data)
}
