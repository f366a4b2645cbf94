package listening

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"footnote/bot/wire"
)

// Chosen reports whether a message is in a place where a server has the bot answer without
// a mention: in one of the listed channels, or as the first message of a post in one.
// Messages that are addressed to somebody else do not count.
func (t *Threads) Chosen(ctx context.Context, m *wire.Message, listed []string) bool {
	if m.Guild == "" || len(listed) == 0 || m.IsForOthers() || m.Answers() || m.Content == "" {
		return false
	}
	if slices.Contains(listed, m.Channel) {
		return true
	}
	// The first message of a post has the id of the post.
	// docs.discord.com/developers/topics/threads#forums
	return m.ID == m.Channel && slices.Contains(listed, t.Parent(ctx, m.Channel))
}

// GoesOn reports whether a message without a mention is nevertheless a question: it is in a
// thread of the bot and not addressed to anybody else.
func (t *Threads) GoesOn(ctx context.Context, m *wire.Message) bool {
	if m.Content == "" && len(m.Attached) == 0 || m.IsForOthers() {
		return false
	}
	if m.Answers() && (m.Referenced == nil || m.Referenced.Author.ID != t.send.Self) {
		return false
	}
	return t.Own(ctx, m)
}

// asking matches a text that asks something: it has a question mark or a Chinese question
// word, ends with a Chinese question particle, or begins with an English question word.
var asking = regexp.MustCompile(`(?i)[?？]|[嗎吗呢][。！!~～\s]*$|什[麼么]|甚麼|怎[麼么樣样]|為何|为何|如何|多少|多[久大長长高遠远快重]|[幾几][^乎]|哪|[誰谁]|是不是|是否|有[沒没]有|能不能|可不可以|請問|请问|` +
	`^\W*(?:what|when|where|who|whose|why|how|which)\b`)

const (
	minAsked = 4   // characters of a question that is addressed to nobody
	maxAsked = 500 // characters; a longer text is no question to a stranger
)

// Asks reports whether a text that is addressed to nobody asks something.
func Asks(text string) bool {
	text = strings.TrimSpace(text)
	n := utf8.RuneCountInString(text)
	return n >= minAsked && n <= maxAsked && asking.MatchString(text)
}
