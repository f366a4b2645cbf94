package inflight

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"footnote/bot/wire"
	"footnote/internal/leasetest"
	"footnote/library/lease"
	"footnote/library/store"
)

// What is sealed opens under the same token, for the same id, and as it was.
func TestSeal(t *testing.T) {
	one, err := newSealer("token")
	if err != nil {
		t.Fatal(err)
	}
	other, err := newSealer("another token")
	if err != nil {
		t.Fatal(err)
	}
	plain := []byte("燈塔有多高?")
	sealed := one.seal("1", plain)
	if bytes.Contains(sealed, plain) || bytes.Equal(sealed, one.seal("1", plain)) {
		t.Error("it can be read, or told from others")
	}
	if got, err := one.open("1", sealed); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%q, error %v", got, err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)/2] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"under another token": func() ([]byte, error) { return other.open("1", sealed) },
		"for another id":      func() ([]byte, error) { return one.open("2", sealed) },
		"a bit is another":    func() ([]byte, error) { return one.open("1", flipped) },
		"half of it":          func() ([]byte, error) { return one.open("1", sealed[:len(sealed)/2]) },
		"nothing":             func() ([]byte, error) { return one.open("1", nil) },
	} {
		if got, err := open(); !errors.Is(err, errSealed) {
			t.Errorf("%s: %q, error %v", name, got, err)
		}
	}
}

// A broken store keeps nothing: it fails, or does not answer.
type broken struct{ hangs bool }

var errBroken = errors.New("the disk is broken")

func (b broken) fail(ctx context.Context) error {
	if b.hangs {
		<-ctx.Done()
		return ctx.Err()
	}
	return errBroken
}

func (b broken) EnterEvent(ctx context.Context, _, _ string, _ []byte) (bool, error) {
	return false, b.fail(ctx)
}

func (b broken) AdvanceEvent(ctx context.Context, _, _ string, _ int) (bool, error) {
	return false, b.fail(ctx)
}

func (b broken) EndEvent(ctx context.Context, _, _ string) (bool, error) { return false, b.fail(ctx) }

func (b broken) TakeEvents(ctx context.Context, _, _ string, _ int) ([]store.Event, error) {
	return nil, b.fail(ctx)
}

func (b broken) ForgetEvents(ctx context.Context, _ time.Duration) error { return b.fail(ctx) }

// Where nothing can be kept, everything is answered all the same, once, and in time.
func TestBroken(t *testing.T) {
	for name, b := range map[string]broken{"fails": {}, "hangs": {true}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				k := lease.New(lease.Options{Store: leasetest.New(), Alone: true})
				defer k.Start(t.Context())()
				j, err := New(b, k, "token", slog.New(slog.DiscardHandler))
				if err != nil {
					t.Fatal(err)
				}
				i := &wire.Interaction{ID: "1"}
				began := time.Now()
				ctx, end, first := j.Interaction(t.Context(), i, true)
				if took := time.Since(began); !first || ctx.Err() != nil || took > time.Second {
					t.Fatalf("new: %v, after %v", first, took)
				}
				if err := i.Record.Sent(ctx, 1); err != nil {
					t.Errorf("what is answered: %v", err)
				}
				end()
				if _, _, first := j.Interaction(t.Context(), &wire.Interaction{ID: "1"}, true); first {
					t.Error("it is answered again")
				}
			})
		})
	}
}

// A process that lost its lease begins with nothing, and ends nothing: another one has
// what it had.
func TestLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		leases := leasetest.New()
		k := lease.New(lease.Options{Store: leases})
		defer k.Start(t.Context())()
		kept := &memory{}
		j, err := New(kept, k, "token", slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		ctx, end, first := j.Message(t.Context(), &wire.Message{ID: "1"}, true)
		if !first || kept.entered != 1 {
			t.Fatal("it is not new")
		}
		leases.Set(func() { leases.Fails = errBroken })
		time.Sleep(10 * time.Second)
		if !errors.Is(context.Cause(ctx), lease.ErrLost) {
			t.Errorf("its context ended with %v", context.Cause(ctx))
		}
		if end(); kept.ended != 0 {
			t.Error("it was erased")
		}
		if _, _, first := j.Message(t.Context(), &wire.Message{ID: "2"}, true); first {
			t.Error("it begins with what another has")
		}
	})
}

// A memory counts what it is told to keep.
type memory struct {
	broken
	entered, ended int
}

func (m *memory) EnterEvent(context.Context, string, string, []byte) (bool, error) {
	m.entered++
	return true, nil
}

func (m *memory) EndEvent(context.Context, string, string) (bool, error) {
	m.ended++
	return true, nil
}
