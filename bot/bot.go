// Package bot is Footnote in Discord: questions by slash command, direct
// message, mention and message command, answers with footnotes and buttons.
//
// It knows questions and answers, never who writes them: an [Answerer] comes
// in. The connection to Discord is in gateway, calls of its API in rest, text
// that is safe to show in markdown. Flags and the environment stay outside.
package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"footnote/bot/gateway"
	"footnote/bot/render"
	"footnote/bot/rest"
	"footnote/bot/wire"
	"footnote/corpus"
	"footnote/library"
	"footnote/library/store"
	"footnote/rag"
	"footnote/rag/index"
	"footnote/rag/lexical"
)

// An Answerer answers from articles. It is safe for concurrent use.
type Answerer interface {
	Answer(ctx context.Context, q rag.Question, emit func(delta string) error) (rag.Answer, error)
	Search(ctx context.Context, query string, k int) ([]index.Hit, error)
	// Suggest returns up to n questions that the articles answer.
	Suggest(ctx context.Context, a rag.Answer, n int) ([]string, error)
	// Claims checks the sentences of a text.
	Claims(ctx context.Context, text string) ([]rag.Claim, error)
}

// Votes keeps what readers think of answers.
type Votes interface {
	Vote(context.Context, store.Vote) error
}

// Options are what a bot is made of. Token must be there, and either Library or
// Answerer and Articles.
type Options struct {
	Token    string // of the bot, without "Bot "
	API      string // base of Discord's REST API; empty is Discord's own
	Shards   gateway.Shards
	Library  *library.Library // of every server and person
	Files    library.Source   // for what is uploaded; nil takes none
	Answerer Answerer         // for all alike, where there is no Library
	Articles []*corpus.Article
	Votes    Votes // nil keeps none
	Log      *slog.Logger
	// LogContent has the log hold questions and answers.
	LogContent bool

	Transport http.RoundTripper                                                    // for REST; nil is the network
	Dial      func(ctx context.Context, network, address string) (net.Conn, error) // for the gateway; nil is the network

	Concurrent int // answers at once; 0 means 16
	Waiting    int // questions in the queue; 0 means 2000
	UserRate   int // questions of one person a minute; 0 means 10
	GuildRate  int // questions of one server a minute; 0 means 600
}

// A Bot is one bot in Discord.
type Bot struct {
	Options
	rest          *rest.Client
	discord       *wire.API
	send          *wire.Sender
	gateway       *gateway.Gateway
	signer        render.Signer
	analyser      *lexical.Analyser
	queue         *queue
	users         *limiter
	guilds        *limiter
	courtesy      *limiter
	told          *limiter // who was told that they may not ask, and where
	conversations *conversations
	seen          seen
	metrics       *metrics

	self        wire.User
	application application

	stopping context.Context // done when no new question is taken
	cut      context.Context // done when what still runs is cut off
	running  tasks           // everything that an event began
}

// New prepares a bot; Run lets it live.
func New(o Options) (*Bot, error) {
	if o.Token == "" || o.Library == nil && (o.Answerer == nil || len(o.Articles) == 0) {
		return nil, errors.New("bot: a token is needed, and a library or an answerer with articles")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Concurrent, o.Waiting = cmp.Or(o.Concurrent, 16), cmp.Or(o.Waiting, 2000)
	o.UserRate, o.GuildRate = cmp.Or(o.UserRate, 10), cmp.Or(o.GuildRate, 600)
	b := &Bot{
		Options: o, signer: render.NewSigner(o.Token), analyser: lexical.NewAnalyser(), queue: newQueue(o.Concurrent, o.Waiting, waitingEach),
		users: newLimiter(o.UserRate, time.Minute), guilds: newLimiter(o.GuildRate, time.Minute),
		courtesy: newLimiter(courtesies, time.Second), told: newLimiter(1, time.Hour), conversations: newConversations(),
	}
	b.metrics = newMetrics(b)
	b.rest = rest.New(rest.Options{Base: o.API, Token: o.Token, Transport: o.Transport, Observe: b.metrics.called, Log: o.Log})
	var err error
	if b.discord, err = wire.NewAPI(o.Token, b.rest); err != nil {
		return nil, err
	}
	b.send = &wire.Sender{REST: b.rest, API: b.discord, Observer: b.metrics, Wrote: b.conversations.note, Log: o.Log}
	b.gateway = gateway.New(gateway.Options{
		Token: o.Token, Intents: wire.Intents, Shards: o.Shards, Limits: b.limits, Dial: o.Dial, Handle: b.handle, Changed: b.metrics.connected, Log: o.Log,
	})
	return b, nil
}

// courtesies are how many calls a second may tell of a wait: that the bot types,
// or who is before whom. Fifty of all kinds are allowed, and answers go first.
const courtesies = 8

// waitingEach is how many questions of one person wait at most.
const waitingEach = 3
