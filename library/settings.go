package library

import (
	"context"
	"encoding/json"
	"fmt"

	"footnote/library/store"
)

// Settings are what the people of a scope decided. The zero value is how it is
// until they do.
type Settings struct {
	Roles    []string `json:"roles,omitempty"`    // who may ask; none is everybody
	Channels []string `json:"channels,omitempty"` // where; none is everywhere
	Blocked  []string `json:"blocked,omitempty"`  // people who may not ask
	Language string   `json:"language,omitempty"` // zh-TW, zh-CN or en; empty is the asker's
	Mode     Mode     `json:"mode,omitempty"`
	Private  bool     `json:"private,omitempty"` // commands are answered to the asker alone
	Listen   []string `json:"listen,omitempty"`  // channels and forums in which it answers without a mention
	Threads  bool     `json:"threads,omitempty"` // an answer in a server opens a thread, in which it goes on
	Tokens   int64    `json:"tokens,omitempty"`  // of a language model a day; 0 is what the library allows, which it cannot exceed
	Retain   int      `json:"retain,omitempty"`  // days that questions are kept; 0 keeps none

	// Greeted is that the bot has said hello. Nobody decides that, and it outlives a
	// reset.
	Greeted bool `json:"greeted,omitempty"`
}

// A Mode says who writes the answers of a scope.
type Mode string

// The modes.
const (
	ModeAuto       Mode = ""           // a language model, where there is one
	ModeExtractive Mode = "extractive" // sentences of the articles only
)

// MaxRetain is how many days questions are kept at most.
const MaxRetain = 90

// Settings are those of a scope.
func (l *scopes) Settings(ctx context.Context, scope store.Scope) (Settings, error) {
	var s Settings
	raw, err := l.Store.Settings(ctx, scope)
	if err := l.undamaged(err); err != nil || len(raw) == 0 {
		return s, err
	}
	if err := json.Unmarshal(raw, &s); err != nil {
		return s, fmt.Errorf("the settings of %s: %w", scope, err)
	}
	return s, nil
}

// SaveSettings keeps the settings of a scope.
func (l *scopes) SaveSettings(ctx context.Context, scope store.Scope, s Settings) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return l.Store.SaveSettings(ctx, scope, raw)
}
