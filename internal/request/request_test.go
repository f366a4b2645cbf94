package request

import (
	"bytes"
	"context"
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A line has the ID of its context, once.
func TestLog(t *testing.T) {
	var out bytes.Buffer
	plain := slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey {
			return slog.Attr{}
		}
		return a
	}}))
	log := Log(plain)
	asked := With(context.Background(), "7")
	log.InfoContext(asked, "a", "error", "full")
	log.InfoContext(asked, "b", "id", "8")
	log.With("id", "9").InfoContext(asked, "c")
	log.With("shard", 1).InfoContext(asked, "d")
	log.InfoContext(context.Background(), "e")
	log.Info("f")
	want := "msg=a error=full id=7\nmsg=b id=8\nmsg=c id=9\nmsg=d shard=1 id=7\nmsg=e\nmsg=f\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if ID(asked) != "7" || ID(context.Background()) != "" {
		t.Error("the id of a context")
	}
}
