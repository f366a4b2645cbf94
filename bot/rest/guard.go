package rest

import "context"

type guardKey struct{}

// Guarded is a ctx for calls that may be made only while valid returns nil, whose
// error is then theirs. It is asked right before each try.
func Guarded(ctx context.Context, valid func() error) context.Context {
	return context.WithValue(ctx, guardKey{}, valid)
}

// permitted is the error of what guards ctx, nil where nothing does.
func permitted(ctx context.Context) error {
	if valid, guarded := ctx.Value(guardKey{}).(func() error); guarded {
		return valid()
	}
	return nil
}
