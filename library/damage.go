package library

import (
	"errors"

	"footnote/library/store"
)

// undamaged logs what of it is damage to single rows, which are left out, and
// returns any other error.
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

// split are the errors that were joined to err.
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
