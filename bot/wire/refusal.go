package wire

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// A refusal is that Discord does not take a message of ours, however often it is
// sent.
type refusal struct {
	cause  *rest.Error
	reason string
	later  bool // parts of the same answer are there already
	filed  bool // a file came with the message
}

// Why a message has not reached anybody, as the log and the metrics have it. The
// last three are no refusals.
const (
	reasonAutoMod     = "automod"  // that server blocks what it says
	reasonAccess      = "access"   // the bot lacks a permission there
	reasonArchived    = "archived" // the thread is archived
	reasonDeleted     = "deleted"  // the message that it was to change
	reasonSize        = "size"
	reasonLate        = "late"    // the token of the interaction has died
	reasonGone        = "gone"    // the channel is gone
	reasonClosed      = "closed"  // the person takes no direct messages
	reasonRefused     = "refused" // anything else
	reasonUnreachable = "unreachable"
	reasonLost        = "lost"    // nobody knows whether it is there
	reasonRestart     = "restart" // the bot was not there in time
)

// refusalOf is the refusal in err, nil where there is none. That the bot's own
// token is not known is about no message.
func refusalOf(err error) *refusal {
	var e *rest.Error
	if !errors.As(err, &e) || e.Status >= http.StatusInternalServerError || errors.Is(err, rest.ErrUnauthorized) {
		return nil
	}
	return &refusal{cause: e, reason: reasonFor(e)}
}

// IsRefused reports whether err is a refusal: sending the message again is of no use.
func IsRefused(err error) bool { return refusalOf(err) != nil }

func reasonFor(e *rest.Error) string {
	switch e.Code {
	case codeBlocked, codeTitleBlocked:
		return reasonAutoMod
	case codeMissingAccess, codeMissingPermission:
		return reasonAccess
	case codeThreadArchived, codeThreadLocked:
		return reasonArchived
	case codeUnknownMessage:
		return reasonDeleted
	case codeInvalidToken, codeUnknownWebhook, codeUnknownInteraction:
		return reasonLate
	case codeUnknownChannel, codeUnknownGuild:
		return reasonGone
	case codeCannotDM, codeNoMutualGuild:
		return reasonClosed
	case codeTooLarge:
		return reasonSize
	}
	if e.Status == http.StatusRequestEntityTooLarge {
		return reasonSize
	}
	return reasonRefused
}

// text says what happened and what can be done, and repeats nothing of the
// message.
func (f *refusal) text(t *texts.Texts) string {
	known := map[string]string{
		reasonAutoMod: t.Blocked, reasonAccess: t.NoAccess, reasonArchived: t.Archived, reasonDeleted: t.Deleted, reasonSize: t.TooLarge, reasonLate: t.TooLate, reasonRestart: t.Forsaken,
	}
	said, ok := known[f.reason]
	if !ok {
		number := f.cause.Code
		if number == 0 {
			number = f.cause.Status
		}
		said = fmt.Sprintf(t.NotTaken, number)
	}
	if f.later {
		said = t.Incomplete + said
	}
	return said
}

// directly is the text for a direct message about what was asked in a channel.
func (f *refusal) directly(t *texts.Texts, channel string) string {
	if f.reason == reasonAccess {
		return strings.Replace(t.Mute, "%s", channel, 1)
	}
	return "<#" + channel + ">\n" + f.text(t)
}

// isGone reports whether nobody can see the reply any more.
func isGone(err error) bool {
	code := rest.Code(err)
	return code == codeUnknownChannel || code == codeUnknownMessage
}
