package inflight

import "context"

// Once reports whether no process of this bot has begun the named work within the last
// [store.Remembered]. undo makes the work count as not begun. If the database fails, only
// this process remembers it.
func (j *Journal) Once(ctx context.Context, name string) (undo func(context.Context), first bool) {
	_, e, first := j.enter(ctx, name, nil)
	if !first {
		return nil, false
	}
	e.release()
	return func(ctx context.Context) {
		j.seen.Forget(name)
		if e.holder == "" {
			return
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), within)
		defer cancel()
		if err := j.store.DropEvent(ctx, e.holder, name); err != nil {
			j.log.WarnContext(ctx, "work that was not done could not be unmarked; it counts as done for a while", "error", err)
		}
	}, true
}
