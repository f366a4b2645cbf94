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

// TestSeal checks that sealed data opens only under the same token and for the same id, and
// only unchanged.
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
		t.Error("sealed data can be read, or equal texts are recognised")
	}
	if got, err := one.open("1", sealed); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("opened %q, error %v", got, err)
	}
	flipped := bytes.Clone(sealed)
	flipped[len(flipped)/2] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"under another token": func() ([]byte, error) { return other.open("1", sealed) },
		"for another id":      func() ([]byte, error) { return one.open("2", sealed) },
		"one bit flipped":     func() ([]byte, error) { return one.open("1", flipped) },
		"truncated":           func() ([]byte, error) { return one.open("1", sealed[:len(sealed)/2]) },
		"empty":               func() ([]byte, error) { return one.open("1", nil) },
	} {
		if got, err := open(); !errors.Is(err, errSealed) {
			t.Errorf("%s: %q, error %v", name, got, err)
		}
	}
}

// A broken store stores nothing: each call fails or hangs.
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

func (b broken) DropEvent(ctx context.Context, _, _ string) error { return b.fail(ctx) }

func (b broken) TakeEvents(ctx context.Context, _, _ string, _ int) ([]store.Event, error) {
	return nil, b.fail(ctx)
}

func (b broken) ForgetEvents(ctx context.Context, _ time.Duration) error { return b.fail(ctx) }

// TestBroken checks that an event is answered once and in time even if it cannot be stored.
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
					t.Fatalf("first %v, context error %v, after %v", first, ctx.Err(), took)
				}
				if err := i.Record.Sent(ctx, 1); err != nil {
					t.Errorf("recording a sent part: %v", err)
				}
				end()
				if _, _, first := j.Interaction(t.Context(), &wire.Interaction{ID: "1"}, true); first {
					t.Error("the interaction is answered again")
				}
			})
		})
	}
}

// TestLost checks that a process that lost its lease begins and ends no events, because
// another process has taken them over.
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
			t.Fatal("the message does not count as new")
		}
		leases.Set(func() { leases.Fails = errBroken })
		time.Sleep(10 * time.Second)
		if !errors.Is(context.Cause(ctx), lease.ErrLost) {
			t.Errorf("the context ended with %v, want ErrLost", context.Cause(ctx))
		}
		if end(); kept.ended != 0 {
			t.Error("the entry was erased")
		}
		if _, _, first := j.Message(t.Context(), &wire.Message{ID: "2"}, true); first {
			t.Error("the process began with another process's message")
		}
	})
}

// A memory counts the events that it is told to store.
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
