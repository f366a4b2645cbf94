package wire

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"footnote/bot/rest"
	"footnote/bot/texts"
)

// A refusal means that Discord does not accept a message, however often it is sent.
type refusal struct {
	cause  *rest.Error
	reason string
	later  bool // earlier parts of the same answer were sent
	filed  bool // the message has a file
}

// Why a message has reached nobody, as named in the log and the metrics. The last three are
// not refusals.
const (
	reasonAutoMod     = "automod"  // the server blocks the text
	reasonAccess      = "access"   // the bot lacks a permission there
	reasonArchived    = "archived" // the thread is archived
	reasonDeleted     = "deleted"  // the message that was to be edited is deleted
	reasonSize        = "size"
	reasonLate        = "late"    // the token of the interaction has expired
	reasonGone        = "gone"    // the channel is deleted
	reasonClosed      = "closed"  // the person takes no direct messages
	reasonRefused     = "refused" // anything else
	reasonUnreachable = "unreachable"
	reasonLost        = "lost"    // unknown whether the message was sent
	reasonRestart     = "restart" // the bot was not running in time
)

// refusalOf returns the refusal in err, or nil if there is none. An error about the bot's own
// token is not about a message.
func refusalOf(err error) *refusal {
	var e *rest.Error
	if !errors.As(err, &e) || e.Status >= http.StatusInternalServerError || errors.Is(err, rest.ErrUnauthorized) {
		return nil
	}
	return &refusal{cause: e, reason: reasonFor(e)}
}

// IsRefused reports whether err is a refusal: sending the message again is of no use.
func IsRefused(err error) bool { return refusalOf(err) != nil }

// Explain returns a text that says why a message could not be sent.
func Explain(err error, t *texts.Texts) string {
	f := refusalOf(err)
	if f == nil || f.reason == reasonLate || f.reason == reasonDeleted {
		return t.Failed
	}
	return f.text(t)
}

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

// text says what happened and what can be done. It repeats nothing of the message.
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

// directly returns the text of a direct message about a question in a channel.
func (f *refusal) directly(t *texts.Texts, channel string) string {
	if f.reason == reasonAccess {
		return strings.Replace(t.Mute, "%s", channel, 1)
	}
	return "<#" + channel + ">\n" + f.text(t)
}

// IsGone reports whether err means that a message or its channel was deleted.
func IsGone(err error) bool {
	code := rest.Code(err)
	return code == codeUnknownChannel || code == codeUnknownMessage
}
