// Package mcp implements "footnote mcp", which serves the configured articles to a language
// model over standard input and output or over HTTP.
package mcp

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"

	"footnote/api/access"
	"footnote/api/mcp"
	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/term"
	"footnote/corpus/doc"
	"footnote/internal/setup"
	"footnote/library/store"
)

// Command is the command line of "footnote mcp".
type Command struct {
	HTTP string `name:"http" help:"Answer over streamable HTTP at this address, below /mcp, instead of standard input and output. FOOTNOTE_API_TOKEN has the token that clients bring, or several with commas between; at 127.0.0.1 none is needed." placeholder:"127.0.0.1:8081" env:"FOOTNOTE_MCP_HTTP"`
}

// requestsAMinute is the limit per token, or for all clients together if there is no token. A
// client makes several requests per question.
const requestsAMinute = 600

// Help shows how to configure a client.
func (Command) Help() string {
	return `A client of the Model Context Protocol, such as Claude Desktop, Cursor or VS Code, starts this by itself and talks to it over standard
input and output. Its model gets five tools (ask, search, list, read, check) and the articles as resources. It needs no key; articles that are
added to the library meanwhile are there with the next question. docs/mcp.md has the configuration of each client.

  {"mcpServers": {"footnote": {"command": "footnote", "args": ["mcp"]}}}
  {"mcpServers": {"report": {"command": "footnote", "args": ["mcp", "--article", "/home/me/report.pdf"]}}}

With --http it answers any number of clients at http://127.0.0.1:8081/mcp; from other machines only with a token.

It ends when the client closes its end, or by SIGTERM. What it has to say to people it writes to standard error.`
}

// Work is what the command runs with.
type Work struct {
	Setup *setup.Setup
	In    io.Reader
	Out   io.Writer
	Log   *slog.Logger
	Token string // of FOOTNOTE_API_TOKEN
	Ready func() // called once the server listens
}

// Serve answers requests until the client disconnects or ctx ends.
func (c Command) Serve(ctx context.Context, w Work) error {
	if slices.Contains(w.Setup.Articles, doc.Stdin) && c.HTTP == "" {
		return failure.Usagef("standard input is the client's, so it cannot be the article: name a file with --article, or use footnote library add -")
	}
	connect := w.stdio
	if c.HTTP != "" {
		at, gate, err := open(c.HTTP, w.Token)
		if err != nil {
			return err
		}
		defer at.Close()
		connect = func(ctx context.Context, server *mcp.Server) error {
			w.Log.Info("listening", "url", "http://"+at.Addr().String()+mcp.Path)
			w.Ready()
			return server.Listen(ctx, at, gate)
		}
	}
	w.Setup.Log = w.Log
	var server *mcp.Server // set before any work begins
	w.Setup.Progress = func(what string) setup.Progress { return server.Begin(what) }
	articles, err := setup.NewStanding(w.Setup)
	if err != nil {
		return err
	}
	defer articles.Close()
	server = mcp.New(mcp.Options{Articles: articles, Scope: scopeOf(w.Setup), Version: w.Setup.Version, Log: w.Log, Explain: explained})
	ctx, stop := context.WithCancel(ctx)
	var preparing sync.WaitGroup
	preparing.Go(func() { server.Prepare(ctx) })
	defer preparing.Wait()
	defer stop()
	return connect(ctx, server)
}

// open starts to listen, so that an invalid address or one in use is reported before any other
// work.
func open(address, token string) (net.Listener, *access.Gate, error) {
	wrong := func(err error, hint string) error {
		return &term.Failure{What: "--http", Err: err, Status: failure.StatusUsage, Code: "configuration", Hint: hint}
	}
	gate, err := access.New(access.Options{Address: address, Tokens: access.Tokens(token), Rate: requestsAMinute})
	if bad, ok := errors.AsType[*access.OptionError](err); ok {
		return nil, nil, wrong(bad, bad.Hint)
	}
	if err != nil {
		return nil, nil, err
	}
	at, err := net.Listen("tcp", address)
	if err != nil {
		return nil, nil, wrong(err, "choose an address of this machine that is free, such as 127.0.0.1:8081")
	}
	return at, gate, nil
}

func (w Work) stdio(ctx context.Context, server *mcp.Server) error {
	if err := server.Stdio(ctx, w.In, w.Out); err != nil {
		return &term.Failure{What: "mcp", Err: err, Status: failure.StatusFailed, Code: "mcp", Hint: "a client of the Model Context Protocol writes JSON to standard input, a message a line; footnote mcp --help has its configuration"}
	}
	return nil
}

// scopeOf returns the part of the resource addresses that says whose articles they are. It
// writes guild:7 as guild-7, since a colon would begin a port there.
func scopeOf(s *setup.Setup) string {
	switch {
	case len(s.Articles) > 0:
		return "files"
	case s.Scope == "":
		return string(store.Local)
	}
	return strings.ReplaceAll(s.Scope, ":", "-")
}

// explained returns the text of an error, with a hint what to do about it.
func explained(err error) string {
	if unclear, ok := errors.AsType[*setup.UnclearError](err); ok {
		err = failure.ExplainName("--only", unclear)
	}
	f := failure.Explain(err)
	if f.Hint == "" {
		return f.Error()
	}
	return f.Error() + " (" + f.Hint + ")"
}
