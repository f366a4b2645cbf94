package api

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"footnote/api/answering"
)

const (
	// finishing is how long running answers may take to finish when the server is stopped, as
	// in the bot. cutting is how long they then have to report that they were cut off.
	finishing = 14 * time.Second
	cutting   = 4 * time.Second

	maxHeader  = 64 << 10
	headWithin = 5 * time.Second
	idleWithin = 2 * time.Minute
)

// Run serves requests from a listener until ctx ends. Then it accepts no more requests and lets
// the running ones finish.
func (s *Server) Run(ctx context.Context, at net.Listener) error {
	base, cut := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cut(nil)
	log := s.options.Log
	server := &http.Server{
		Handler: s, BaseContext: func(net.Listener) context.Context { return base }, MaxHeaderBytes: maxHeader,
		ReadHeaderTimeout: headWithin, IdleTimeout: idleWithin, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(at) }()
	log.InfoContext(ctx, "the API answers", "address", at.Addr().String())
	select {
	case err := <-ended:
		server.Close()
		return err
	case <-ctx.Done():
	}
	if err := within(finishing, server.Shutdown); err != nil {
		cut(answering.ErrStopping)
		if err = within(cutting, server.Shutdown); err != nil {
			log.WarnContext(ctx, "stopping: some requests did not end in time")
			server.Close()
		}
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func within(limit time.Duration, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	return do(ctx)
}
