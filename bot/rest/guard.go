package rest

import (
	"context"
	"errors"
	"fmt"
)

// ErrGuarded is returned when a guard no longer permits a call.
var ErrGuarded = errors.New("nothing more may be sent")

type guardKey struct{}

// Guarded returns a context for calls that may be made only while valid returns nil. valid is
// called right before each try. If it fails, the call's error is [ErrGuarded] and wraps
// valid's error too.
func Guarded(ctx context.Context, valid func() error) context.Context {
	return context.WithValue(ctx, guardKey{}, valid)
}

// permitted returns the error of the guard of ctx, or nil if there is no guard.
func permitted(ctx context.Context) error {
	valid, guarded := ctx.Value(guardKey{}).(func() error)
	if !guarded {
		return nil
	}
	if err := valid(); err != nil {
		return fmt.Errorf("%w: %w", ErrGuarded, err)
	}
	return nil
}
