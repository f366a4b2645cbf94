package library

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"footnote/library/store"
)

// Settings are the settings of a scope. The zero value holds the defaults.
type Settings struct {
	Roles    []string `json:"roles,omitempty"`    // whose members may ask; empty means everybody
	Channels []string `json:"channels,omitempty"` // where they may ask; empty means everywhere
	Blocked  []string `json:"blocked,omitempty"`  // users who may not ask
	Language string   `json:"language,omitempty"` // zh-TW, zh-CN or en; empty means the asker's
	Mode     Mode     `json:"mode,omitempty"`
	Private  bool     `json:"private,omitempty"` // replies to commands are shown to the asker alone
	Listen   []string `json:"listen,omitempty"`  // channels and forums in which the bot answers without a mention
	Threads  bool     `json:"threads,omitempty"` // an answer opens a thread for follow-up questions
	Tokens   int64    `json:"tokens,omitempty"`  // of a language model per day, at most those of [Limits]; 0 means those
	Retain   int      `json:"retain,omitempty"`  // days for which questions are kept; 0 keeps none
	Tell     bool     `json:"tell,omitempty"`    // askers are told once when a kept question without an answer gets one

	Helpers string   `json:"helpers,omitempty"`          // the role that readers may call for help; empty if there is none
	Approve []string `json:"approve,omitempty"`          // channels whose answers helpers see first
	Desk    string   `json:"approval_channel,omitempty"` // the channel in which they do; empty if there is none

	Names bool `json:"names,omitempty"` // articles made of solved threads name the authors

	Originals bool `json:"originals,omitempty"` // original files are stored, so that their pages can be shown

	// Greeted records that the bot has greeted the server. It is not a choice of anybody and
	// survives a reset.
	Greeted bool `json:"greeted,omitempty"`
}

// A Mode says who writes the answers of a scope.
type Mode string

// The modes.
const (
	ModeAuto       Mode = ""           // a language model, if there is one
	ModeExtractive Mode = "extractive" // sentences of the articles only
)

// MaxRetain is the maximum of [Settings.Retain], in days.
const MaxRetain = 90

// Settings returns the settings of a scope.
func (l *scopes) Settings(ctx context.Context, scope store.Scope) (Settings, error) {
	raw, err := l.Store.Settings(ctx, scope)
	if err := l.undamaged(err); err != nil {
		return Settings{}, err
	}
	s, err := readSettings(raw)
	if err != nil {
		return s, fmt.Errorf("the settings of %s: %w", scope, err)
	}
	return s, nil
}

func readSettings(raw []byte) (s Settings, err error) {
	if len(raw) > 0 {
		err = json.Unmarshal(raw, &s)
	}
	return s, err
}

// SaveSettings stores the settings of a scope. In the same transaction it erases data that the
// previous settings kept and these do not; if that fails, the previous settings stay.
func (l *scopes) SaveSettings(ctx context.Context, scope store.Scope, s Settings) error {
	before, unreadable := l.Settings(ctx, scope)
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	var unwanted store.Unwanted
	if unreadable == nil {
		unwanted = s.unwanted(before)
	}
	return l.Store.SaveSettings(ctx, scope, raw, unwanted)
}

// unwanted returns which data was kept under the previous settings and no longer is.
func (s Settings) unwanted(before Settings) store.Unwanted {
	u := store.Unwanted{Originals: before.Originals && !s.Originals, Contacts: before.Tell && !s.Tell}
	if s.Retain < before.Retain {
		u.Questions = time.Now().AddDate(0, 0, -s.Retain)
	}
	return u
}
