package insights

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"footnote/bot/admit"
	"footnote/bot/render/markdown"
	"footnote/bot/rest"
	"footnote/bot/texts"
	"footnote/bot/wire"
	"footnote/internal/clock"
	"footnote/library"
	"footnote/library/access"
	"footnote/library/store"
)

// A Teller tells askers, once and by direct message, that a question of theirs has an
// answer now. Who the askers are is stored encrypted, under a key derived from the bot's
// token, and erased before they are told.
type Teller struct {
	Send    *wire.Sender
	Library *library.Library
	Texts   *texts.Catalog
	Policy  *admit.Policy
	Above   func(ctx context.Context, channel string) string // returns the channel that a thread is in, empty for other channels
	Log     *slog.Logger
	seal    cipher.AEAD
}

// Seal derives the encryption key from the bot's token. It must be called first.
func (h *Teller) Seal(token string) error {
	key, err := hkdf.Key(sha256.New, []byte(token), nil, "footnote: who is told of an answer, 1", 32)
	if err != nil {
		return fmt.Errorf("a key for who is told: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return fmt.Errorf("a key for who is told: %w", err)
	}
	h.seal, err = cipher.NewGCMWithRandomNonce(block)
	return err
}

// A contact is who asked and where. It is stored encrypted, as JSON.
type contact struct {
	Person  string `json:"p"`
	Channel string `json:"c"`
	Locale  string `json:"l"` // locale in which they were answered
}

// Contact returns who asks in a channel, encrypted. It can be decrypted only for the same
// scope. It is nil if the person or the channel is not known.
func (h *Teller) Contact(scope store.Scope, person, channel string, t *texts.Texts) []byte {
	if person == "" || channel == "" {
		return nil
	}
	plain, err := json.Marshal(contact{person, channel, t.Locale()})
	if err != nil {
		return nil // cannot happen: a contact has only strings
	}
	return h.seal.Seal(nil, nil, plain, []byte(scope))
}

// maxTold is how much of a question stands in the message to its asker, in UTF-16 units.
const maxTold = 200

// apart is the pause between two messages. Discord takes an account that opens many
// conversations at once for a spammer.
const apart = 2 * time.Second

// maxQuestions is how many questions stand in one message.
const maxQuestions = 4

// Tell tells the askers of a scope's questions that these have an answer, each asker once
// for all of their questions. An asker who has left the server, may not ask there any more,
// accepts no direct messages, or cannot be told for another reason is not tried again. The
// askers who are left when ctx ends are told another time.
func (h *Teller) Tell(ctx context.Context, scope store.Scope, all []store.Kept) {
	var people []string
	theirs := map[string][]told{}
	for _, q := range all {
		c, ok := h.open(scope, q.Contact)
		if !ok {
			continue
		}
		if len(theirs[c.Person]) == 0 {
			people = append(people, c.Person)
		}
		theirs[c.Person] = append(theirs[c.Person], told{q, c})
	}
	for _, person := range people {
		if ctx.Err() != nil {
			return
		}
		mine := h.claim(ctx, scope, theirs[person])
		if len(mine) == 0 {
			continue
		}
		if err := h.tell(ctx, scope, mine); err != nil {
			h.Log.InfoContext(ctx, "somebody is not told of an answer", "error", err)
			continue
		}
		h.Log.InfoContext(ctx, "an asker was told of a new answer")
		_ = clock.Sleep(ctx, apart) // the loop checks ctx
	}
}

// A told is a question with its asker.
type told struct {
	question store.Kept
	contact
}

// open decrypts a contact. ok is false if that fails because an older token encrypted it.
func (h *Teller) open(scope store.Scope, sealed []byte) (c contact, ok bool) {
	plain, err := h.seal.Open(nil, nil, sealed, []byte(scope))
	if err != nil {
		return c, false
	}
	err = json.Unmarshal(plain, &c)
	return c, err == nil
}

// claim erases the askers of these questions from the store. It returns the questions whose
// askers were still there; the others were told by another process or should not be told
// any more.
func (h *Teller) claim(ctx context.Context, scope store.Scope, all []told) (mine []told) {
	for _, one := range all {
		sealed, err := h.Library.Store.TakeContact(ctx, scope, one.question.Number)
		if err != nil {
			h.Log.WarnContext(ctx, "the asker of a question cannot be read", "error", err)
			continue
		}
		if len(sealed) > 0 {
			mine = append(mine, one)
		}
	}
	return mine
}

// errGone means that the asker may not ask in that channel any more.
var errGone = errors.New("they may not ask there any more")

// errClosed means that the asker does not have access to the article that answers now.
var errClosed = errors.New("they do not reach the article")

// tell sends an asker the message about their questions, of which there is at least one.
func (h *Teller) tell(ctx context.Context, scope store.Scope, all []told) error {
	var welcome []told
	var refused error
	for _, one := range all {
		if err := h.check(ctx, scope, one); err != nil {
			refused = err
			continue
		}
		welcome = append(welcome, one)
	}
	if len(welcome) == 0 {
		return refused
	}
	text := toldText(h.Texts.ForLocale(all[0].Locale), welcome)
	return h.Send.Directly(ctx, all[0].Person, fmt.Sprintf("filled.%x", all[0].question.Answer[:8]), wire.Text(text, 0))
}

// toldText returns the message about an asker's questions, of which there is at least one.
// The questions are shortened until the message fits. The margin spare is for command
// mentions, which may be longer in Discord than here.
func toldText(t *texts.Texts, all []told) string {
	const spare = 100
	for width := maxTold; ; width /= 2 {
		text := fmt.Sprintf(t.ToldLater, strings.Join(toldLines(t, all, width), "\n"))
		if markdown.Length(text) <= wire.MaxContent-spare || width == 0 {
			return text
		}
	}
}

// toldLines returns the questions, each once per channel, and how many more there are.
func toldLines(t *texts.Texts, all []told, width int) (lines []string) {
	type place struct{ channel, question string }
	seen := map[place]bool{}
	for _, one := range all {
		at := place{one.Channel, one.question.Question}
		if !seen[at] && len(seen) < maxQuestions {
			lines = append(lines, fmt.Sprintf("> <#%s> %s", at.channel, short(at.question, width)))
		}
		seen[at] = true
	}
	if more := len(seen) - len(lines); more > 0 {
		lines = append(lines, "> "+fmt.Sprintf(t.ToldMore, more))
	}
	return lines
}

// check returns an error if the asker is no longer a member of the server, may not ask in
// the channel by the server's settings, or has no access there to the article that answers
// now.
func (h *Teller) check(ctx context.Context, scope store.Scope, c told) error {
	guild, ok := strings.CutPrefix(string(scope), string(store.Guild("")))
	if !ok {
		return errGone
	}
	s, err := h.Library.Settings(ctx, scope)
	if err != nil {
		return err
	}
	rules, err := h.Library.Rules(ctx, scope)
	if err != nil {
		return err
	}
	var member struct {
		Roles []string `json:"roles"`
	}
	if err := h.Send.REST.Do(ctx, rest.Request{Method: "GET", Path: "/guilds/" + url.PathEscape(guild) + "/members/" + url.PathEscape(c.Person), Out: &member}); err != nil {
		return err
	}
	if !s.Tell || !h.Policy.Welcome(ctx, admit.Asker{Person: c.Person, Guild: guild, Channel: c.Channel, Roles: member.Roles}, s) {
		return errGone
	}
	who := access.Viewer{Scope: scope, Places: []string{c.Channel}, Roles: member.Roles}
	if rules.NamesChannels() {
		who.Places = append(who.Places, h.Above(ctx, c.Channel))
	}
	if !rules[c.question.Filler].Allows(who) {
		return errClosed
	}
	return nil
}
