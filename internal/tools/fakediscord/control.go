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
)

// control is the control API: a POST with a JSON object does something, a GET
// tells something.
type control struct {
	*discordtest.Discord
	actions map[string]action // by method and path
}

type action struct {
	about string
	do    func(body []byte) (any, error)
}

func newControl(d *discordtest.Discord) http.Handler {
	c := &control{Discord: d, actions: map[string]action{}}
	c.people()
	c.commands()
	c.guilds()
	c.places()
	c.waiting()
	c.telling()
	c.trouble()
	return c
}

// on adds an action that takes an object. The same fields are in about.
func on[In any](c *control, route, about string, do func(In) (any, error)) {
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

// tell adds an action that takes nothing.
func (c *control) tell(route, about string, do func() any) {
	c.actions[route] = action{about, func([]byte) (any, error) { return do(), nil }}
}

// notThere is the error of an id that nothing has.
type notThere string

func (n notThere) Error() string { return string(n) }

func (c *control) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && r.URL.Path == "/" {
		answer(w, http.StatusOK, c.list())
		return
	}
	act, known := c.actions[r.Method+" "+r.URL.Path]
	if !known {
		answer(w, http.StatusNotFound, wrong("there is no "+r.Method+" "+r.URL.Path+"; GET / lists what there is"))
		return
	}
	const most = 64 << 20 // files are in it
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if err != nil {
		answer(w, http.StatusBadRequest, wrong(err.Error()))
		return
	}
	result, status, err := guarded(act, body)
	if err != nil {
		answer(w, status, wrong(err.Error()))
		return
	}
	answer(w, http.StatusOK, result)
}

// guarded does the action. What would have ended a test ends only this.
func guarded(act action, body []byte) (result any, status int, err error) {
	defer func() {
		switch reason := recover().(type) {
		case nil:
		case complaint:
			status, err = http.StatusUnprocessableEntity, errors.New(string(reason))
		default:
			status, err = http.StatusInternalServerError, fmt.Errorf("fakediscord failed: %v", reason)
		}
	}()
	result, err = act.do(body)
	var missing notThere
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
	_ = json.NewEncoder(w).Encode(body) // who asked may be gone
}

// ok is the answer where there is nothing to say.
func ok() (any, error) { return map[string]bool{"ok": true}, nil }
