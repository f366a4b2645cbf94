package serving

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/term"
)

// Figures calls [Status] if an address is given.
func Figures(address string, figures http.Handler, log *slog.Logger) (stop func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, &term.Failure{What: "--listen", Err: fmt.Errorf("%q is no address to listen at", address), Status: failure.StatusUsage, Code: "configuration", Hint: "such as 127.0.0.1:9464"}
	}
	if stop, err = Status(address, figures, log); err != nil {
		return nil, &term.Failure{What: "--listen", Err: err, Status: failure.StatusUsage, Code: "configuration", Hint: "choose an address of this machine that is free, such as 127.0.0.1:9464"}
	}
	return stop, nil
}

// NothingToServe returns the error for a configuration with neither Discord nor the API.
func NothingToServe() error {
	return &term.Failure{What: "serve", Err: errors.New("DISCORD_TOKEN is not set"), Status: failure.StatusUsage, Code: "configuration",
		Hint: "docs/discord.md says how to get one; put DISCORD_TOKEN=… into .env; or answer other programs alone: footnote serve --api 127.0.0.1:8080"}
}

// Status serves health and metrics at an address until stop is called.
func Status(address string, figures http.Handler, log *slog.Logger) (stop func(), err error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: figures, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, IdleTimeout: time.Minute}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("the status server ended", "error", err)
		}
	}()
	log.Info("status", "address", listener.Addr().String())
	return func() {
		server.Close()
		<-ended
	}, nil
}

// healthWithin is the time limit for a status request.
const healthWithin = 5 * time.Second

// Ask requests /healthz from the status server at an address, or /readyz if ready is set, and
// returns the response. The error says that the server does not answer, or what is wrong with
// it. The request uses no proxy, as the server is on this machine.
func Ask(ctx context.Context, address string, ready bool) (says string, err error) {
	ctx, cancel := context.WithTimeout(ctx, healthWithin)
	defer cancel()
	path := "/healthz"
	if ready {
		path = "/readyz"
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+reachable(address)+path, nil)
	if err != nil {
		return "", err
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if refused, ok := errors.AsType[*net.OpError](err); ok && refused.Op == "dial" {
		return "", fmt.Errorf("nothing answers at %s", address)
	}
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1024))
	if err != nil {
		return "", err
	}
	says = strings.TrimSpace(string(body))
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s (%d)", says, response.StatusCode)
	}
	return says, nil
}

// reachable returns an address at which to reach a server that listens at address. A server
// that listens on all interfaces is reached on this machine.
func reachable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
