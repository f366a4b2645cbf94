package library

import (
	"errors"

	"footnote/library/store"
)

// undamaged logs and drops those parts of err that report damaged rows, which callers leave
// out, and returns the rest of err.
func (l *scopes) undamaged(err error) error {
	var left []error
	for _, one := range split(err) {
		if damage, ok := one.(*store.DamageError); ok {
			l.Log.Warn("something that was kept is damaged and left out", "error", damage)
		} else {
			left = append(left, one)
		}
	}
	return errors.Join(left...)
}

// split returns the errors that were joined into err.
func split(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		if err == nil {
			return nil
		}
		return []error{err}
	}
	var all []error
	for _, one := range joined.Unwrap() {
		all = append(all, split(one)...)
	}
	return all
}
