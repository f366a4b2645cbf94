package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"

	"footnote/internal/discordtest"
	"footnote/internal/tools/standin"
)

// control is the control API. A POST takes a JSON object; a GET takes nothing.
type control struct {
	*discordtest.Discord
	actions map[string]action // by method and path
}

type action struct {
	about string // its body and what it does, for people
	do    func(body []byte) (any, error)
}

func newControl(d *discordtest.Discord) http.Handler {
	c := &control{Discord: d, actions: map[string]action{}}
	c.addPeople()
	c.addCommands()
	c.addGuilds()
	c.addPlaces()
	c.addWaits()
	c.addQueries()
	c.addFaults()
	return c
}

// handle adds an action whose body is a JSON object. about describes the fields of In.
func handle[In any](c *control, route, about string, do func(In) (any, error)) {
	c.actions[route] = action{about, func(body []byte) (any, error) {
		var in In
		decoder := json.NewDecoder(strings.NewReader(string(body)))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&in); err != nil {
			return nil, fmt.Errorf("the body should be %s: %w", about, err)
		}
		return do(in)
	}}
}

// handleGet adds an action without a body.
func (c *control) handleGet(route, about string, do func() any) {
	c.actions[route] = action{about, func([]byte) (any, error) { return do(), nil }}
}

// A notFound is the error for an ID that does not exist.
type notFound string

func (n notFound) Error() string { return string(n) }

// found returns one, or an error if it is nil.
func found[T any](one *T, kind, id string) (*T, error) {
	if one == nil {
		return nil, notFound("no " + kind + " has the id " + id)
	}
	return one, nil
}

func (c *control) guild(id string) (*discordtest.Guild, error) {
	return found(c.FindGuild(id), "guild", id)
}

func (c *control) channel(id string) (*discordtest.Channel, error) {
	return found(c.FindChannel(id), "channel", id)
}

func (c *control) role(id string) (*discordtest.Role, error) {
	return found(c.FindRole(id), "role", id)
}

func (c *control) message(id string) (*discordtest.Message, error) {
	return found(c.FindMessage(id), "message", id)
}

func (c *control) interaction(id string) (*discordtest.Interaction, error) {
	return found(c.FindInteraction(id), "interaction", id)
}

// ServeHTTP performs the action of a request. GET / lists all actions.
func (c *control) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.URL.Path == "/" {
		answer(w, http.StatusOK, c.list())
		return
	}
	act, known := c.actions[r.Method+" "+r.URL.Path]
	if !known {
		answer(w, http.StatusNotFound, wrong("there is no "+r.Method+" "+r.URL.Path+"; GET / lists all actions"))
		return
	}
	const maxBody = 64 << 20 // bodies contain files
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		answer(w, http.StatusBadRequest, wrong(err.Error()))
		return
	}
	result, status, err := perform(act, body)
	if err != nil {
		answer(w, status, wrong(err.Error()))
		return
	}
	answer(w, http.StatusOK, result)
}

// perform runs an action. What would end a test ends only this action.
func perform(act action, body []byte) (result any, status int, err error) {
	defer func() {
		switch reason := recover().(type) {
		case nil:
		case standin.Failure:
			status, err = http.StatusUnprocessableEntity, reason
		default:
			status, err = http.StatusInternalServerError, fmt.Errorf("fakediscord failed: %v", reason)
		}
	}()
	result, err = act.do(body)
	var missing notFound
	if errors.As(err, &missing) {
		return nil, http.StatusNotFound, err
	}
	return result, http.StatusBadRequest, err
}

func (c *control) list() map[string]string {
	all := map[string]string{}
	for _, route := range slices.Sorted(maps.Keys(c.actions)) {
		all[route] = c.actions[route].about
	}
	return all
}

func wrong(text string) map[string]string { return map[string]string{"error": text} }

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // an error means that the client is gone
}

// okResponse is the result of actions that have no other.
func okResponse() (any, error) { return map[string]bool{"ok": true}, nil }
