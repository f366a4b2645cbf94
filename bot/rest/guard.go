package rest

import (
	"context"
	"errors"
	"fmt"
)

// ErrGuarded is that a call may not be made any more.
var ErrGuarded = errors.New("nothing more may be sent")

type guardKey struct{}

// Guarded is a ctx for calls that may be made only while valid returns nil, which is
// asked right before each try. Else the error is [ErrGuarded] with that of valid.
func Guarded(ctx context.Context, valid func() error) context.Context {
	return context.WithValue(ctx, guardKey{}, valid)
}

// permitted is the error of what guards ctx, nil where nothing does.
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
